// What `assay intake` answers.
import type { AssetKind } from '#core/asset';
import type { Sha256 } from '#core/digest';
import type { Intake, IntakeItem } from '#predicates/intake';
import type { RecordedScan } from '../assets/record-scan.ts';

export interface IntakeReport
  extends Pick<Intake, 'outcome' | 'states' | 'digestStrength' | 'tier' | 'requiredChecks' | 'missingDeliverables'> {
  readonly schema: 'assay.intake/1';
  readonly asset: Sha256;
  readonly name: string;
  readonly version: number;
  readonly kind: AssetKind;
  readonly otherKinds: readonly AssetKind[];
  readonly supplier: string;
  readonly from: string;
  readonly zone: string;
  readonly files: number;
  readonly bytes: number;
  readonly items: readonly IntakeItem[];
  /** Why the supplier is not trusted more. */
  readonly tierBecause: readonly string[];
  /** false: the same delivery was taken in before with the same claims, and nothing was added to the log. */
  readonly recorded: boolean;
  /** Evidence id of the statement about the intake. */
  readonly statement: Sha256;
  readonly scan?: RecordedScan['evidence'];
  /** It was let out of quarantine before, and is now known to be bad: what was made of it. */
  readonly recall?: {
    readonly assets: readonly { readonly asset: Sha256; readonly name: string }[];
    readonly releases: number;
    /** It lay in another zone, and lies in quarantine again. */
    readonly withdrawn: boolean;
  };
}
