// What became of something that was to come in: the document `assay.admission/1`.
import type { AssetKind } from './asset.ts';

export interface AdmissionStep {
  readonly step: string;
  readonly state: 'done' | 'reused' | 'not-done';
  readonly found: string;
}

/** One gate on the way, and what it said. */
export interface AdmissionHop {
  readonly from: string;
  readonly to: string;
  readonly gate: string;
  readonly steps: readonly AdmissionStep[];
  readonly decision: 'allow' | 'deny' | 'exception';
  readonly because: readonly {
    readonly rule: string;
    readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable';
    readonly because: string;
    readonly remedy?: string;
  }[];
  /** Evidence id of the decision. */
  readonly recorded?: string;
}

export interface Admission {
  readonly schema: 'assay.admission/1';
  readonly path: string;
  readonly asset: string;
  readonly label: string;
  readonly kind: AssetKind;
  readonly wanted: string;
  /** Where it lies now. */
  readonly zone: string;
  /** `admitted`: where it was wanted. `stopped`: something speaks against it. `unknown`: something is not known. */
  readonly outcome: 'admitted' | 'stopped' | 'unknown';
  readonly hops: readonly AdmissionHop[];
}
