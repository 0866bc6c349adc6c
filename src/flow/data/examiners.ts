// Which examination looks at which kind of data. They are loaded when one is needed.
import type { Examination } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import type { ScanDataOptions } from './scan-data.ts';

/** Looks at one data set. */
type Examiner = (options: ScanDataOptions) => Promise<Examination>;

export function examinerOf(set: DataSet): Examiner {
  return async () => ({
    classes: [],
    rows: [],
    detectors: [],
    triggers: [],
    quality: [],
    limitations: [`No detector reads ${set.kind} yet.`],
  });
}
