// A step of the journey: something that is done with an asset so that a gate can know it. One step per file of `steps/`.
import type { Verified } from '#attest/verified';
import type { AssetKind } from '#core/asset';
import type { DataContract } from '#core/dataset/data-contract';
import type { Sha256 } from '#core/digest';
import type { LabOptions } from '../data/lab/lab-parts.ts';
import type { OpenDataOptions } from '../data/open-data-set.ts';
import type { ScanOptions } from '../scan.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The tools of the journey and how they are set. Whatever is said here is part of what a step's result rests on. */
export interface JourneyTools {
  readonly scanning: Omit<ScanOptions, 'onProgress'>;
  /** How the rows of a data set are read. */
  readonly data: Pick<OpenDataOptions, 'label' | 'text' | 'id' | 'source' | 'time'>;
  /** What data are held against; absent: the contract of the version before, or one made from the rows. */
  readonly contract?: DataContract;
  /** What the laboratory plants; a data set that is large costs as many scans as there are attacks, rates and seeds. */
  readonly lab: Pick<LabOptions, 'rates' | 'seeds' | 'sample'> & { readonly attacks?: readonly string[] };
}

export interface StepContext {
  readonly workspace: Workspace;
  readonly tools: JourneyTools;
  readonly asset: { readonly id: Sha256; readonly label: string; readonly kind: AssetKind };
  /** Where its bytes lie on this machine; what is recorded is refused when they are not those of the asset. */
  readonly path: string;
  readonly onProgress: (share: number) => void;
}

export interface JourneyStep {
  /** One word or two, for people. */
  readonly name: string;
  /** Kind of the statement that it puts on record. */
  readonly shows: string;
  /** Kind of the statement of another step that says more after this one. */
  readonly serves?: string;
  readonly fits: readonly AssetKind[];
  /** Whether this statement was made by the tools at hand, set as they are: then doing it again would say nothing new. */
  readonly covers: (statement: Verified, context: StepContext) => boolean;
  /** What such a statement says, in a line. */
  readonly tell: (statement: Verified) => string;
  /** @returns what was found, in a line. @throws {AssayError} what cannot be done; the journey goes on and the gate decides */
  readonly run: (context: StepContext) => Promise<string>;
}
