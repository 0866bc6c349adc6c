// What an examination of a data set is told.
import type { DataSet } from '#core/dataset/data-set';
import type { KeepStep } from '#core/dataset/keep-step';

export interface DataScanProgress {
  /** What is being done, in words. */
  readonly stage: string;
  /** Of this stage, 0..1. */
  readonly share: number;
}

export interface ExaminerOptions {
  readonly seed: number;
  readonly onProgress?: (progress: DataScanProgress) => void;
  readonly signal?: AbortSignal;
  /** Bytes of an ONNX model that may have learnt from these data. */
  readonly model?: Uint8Array;
  /** Rows that are taken for good, which new ones are held against. Whoever opened the set closes it. */
  readonly against?: { readonly set: DataSet; readonly digest: string };
  /** Keeps the results of long steps; absent: nothing is kept. */
  readonly keep?: KeepStep;
}
