// One run of the lab: what was measured with one attack planted at one rate with one seed. A line of the state file.
import type { ScoreCounts } from './score-counts.ts';

/** One detector in one run. */
export interface MeasuredDetector {
  readonly counts: ScoreCounts;
  /** Absent where one of the groups is empty or no row has a score. */
  readonly auroc?: number;
  /** Why it has no scores. */
  readonly why?: string;
}

/** What was learnt after rows were taken out. */
export interface LearntPoint {
  readonly removed: 'nothing' | 'filtered' | 'flagged';
  /** Rows that were learnt from. */
  readonly learnt: number;
  /** Held-out rows whose class was said. */
  readonly right: number;
  /** Held-out rows of other classes with the trigger that went to the target. */
  readonly obeyed: number;
}

export interface RunAccuracy {
  readonly tested: number;
  /** Rows with the trigger; 0 where the attack has none. */
  readonly tried: number;
  readonly points: readonly LearntPoint[];
}

export interface LabRun {
  /** Id of the attack, or `none`: the data as they are. */
  readonly attack: string;
  readonly rate: number;
  readonly seed: number;
  readonly target: number;
  readonly planted: number;
  readonly clean: number;
  readonly triviality: number;
  /** What the scan itself decided, planted rows and others. */
  readonly filtered: { readonly planted: number; readonly clean: number };
  readonly alerted: { readonly planted: number; readonly clean: number };
  readonly declared: { readonly target: boolean; readonly others: number };
  /** Ids and versions of the detectors of the scan. */
  readonly scanRuns: readonly { readonly detector: string; readonly version: number }[];
  /** Of the scan, where it had one. */
  readonly engine?: string;
  readonly model?: string;
  readonly accuracy?: RunAccuracy;
  /** By id; the scan as a whole is `scan`. */
  readonly detectors: Readonly<Record<string, MeasuredDetector>>;
}

/** The run without a planted row. */
export const nothingPlanted = 'none';

/** The scan as one detector among the others. */
export const wholeScan = 'scan';

export function keyOfRun({ attack, rate, seed }: Pick<LabRun, 'attack' | 'rate' | 'seed'>): string {
  return `${attack} ${rate} ${seed}`;
}
