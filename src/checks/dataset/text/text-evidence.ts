// What the parts of the examination of texts work on and give.
import type { DetectorRun, FoundTrigger, QualityFinding, RowDecision, RowReason } from '#core/dataset/data-scan';
import type { TextSet } from '#core/dataset/data-set';
import type { Corpus } from './corpus.ts';
import type { CrossFit } from './cross-fit.ts';
import type { NearDuplicates } from './near-duplicates.ts';

/** Everything that is known about the texts before anything is looked for. */
export interface TextContext {
  readonly set: TextSet;
  readonly corpus: Corpus;
  readonly near: NearDuplicates;
  /** 1 for one document of each group of near-duplicates of a class. */
  readonly counts: Uint8Array;
  /** Documents per class. */
  readonly sizes: Int32Array;
  /** Absent: fewer than two classes with enough documents. */
  readonly fit?: CrossFit;
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** What speaks against one document. */
export interface Suspicion {
  readonly document: number;
  readonly decision: RowDecision;
  readonly category: 'backdoor' | 'sabotage';
  readonly reason: RowReason;
}

/** What one part found. */
export interface TextEvidence {
  readonly run: DetectorRun;
  readonly suspicions: readonly Suspicion[];
  /** Classes that are poisoned by what was found, and why. */
  readonly poisoned: readonly { readonly label: number; readonly documents: readonly number[]; readonly why: string }[];
  readonly triggers: readonly FoundTrigger[];
  readonly quality: readonly QualityFinding[];
}

/** A part that had nothing to say: it found nothing, or could not look. */
export function noEvidence(run: DetectorRun): TextEvidence {
  return { run, suspicions: [], poisoned: [], triggers: [], quality: [] };
}
