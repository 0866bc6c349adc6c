// What a detector of poisoned rows has to provide: one file of this folder, one method. The list of them is generated.
// A detector is a pure function of what it is given: same input, same seed, same scores.

/** One row per example, row-major. */
export interface Features {
  readonly count: number;
  readonly width: number;
  /** Shape [count, width], finite. */
  readonly values: Float32Array;
  /** Where they come from: `raw`, `proxy penultimate`, `model penultimate`. */
  readonly from: string;
}

/** What networks that did not see the rows made of them at one time of their training. */
export interface Checkpoint {
  /** The layer before the last. */
  readonly features: Features;
  /** Shape [count, classes]. */
  readonly probabilities: Float32Array;
}

export interface DetectorInput {
  readonly features: Features;
  /** Class per row, 0..classes-1. Rows without a label are left out before. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** Class probabilities of a model that did not see the row (cross-validation), shape [count, classes]. */
  readonly probabilities?: Float32Array;
  /** The same networks, that did not see the row, at several times of their training. */
  readonly checkpoints?: readonly Checkpoint[];
  readonly seed: number;
  /** Reports the share done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

/** What a detector says of a class as a whole. */
export interface ClassSuspicion {
  readonly class: number;
  /** Of the rows of the class, 0..1. */
  readonly estimatedShare: number;
  readonly why: string;
}

export interface DetectorResult {
  /** Per row, higher = more suspicious; NaN where the detector could not tell. Comparable within one class. */
  readonly scores: Float64Array;
  /** Classes that the method itself would call poisoned; absent where the method has no such test. */
  readonly suspicious?: readonly ClassSuspicion[];
  /** Why rows or classes were left out: too few rows, no spread. */
  readonly notes: readonly string[];
}

export interface Detector {
  /** The name of the method, kebab-case: `spectral-signatures`. */
  readonly id: string;
  readonly title: string;
  /** Raised when scores change: calibrations of another version do not count. */
  readonly version: number;
  /** `backdoor`: a trigger makes the model do something. `sabotage`: it gets worse. */
  readonly category: 'backdoor' | 'sabotage';
  readonly needs: readonly ('features' | 'probabilities')[];
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Paper and section. */
  readonly source: string;
  /** What the method cannot find, in sentences. */
  readonly blindSpots: readonly string[];
  /** @throws {CheckError} when the input has another shape than it says */
  readonly detect: (input: DetectorInput) => DetectorResult;
}
