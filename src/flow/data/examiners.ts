// Which examination looks at which kind of data. They are loaded when one is needed.
import type { Examination } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import type { ScanDataOptions } from './scan-data.ts';

/** Looks at one data set. */
type Examiner = (options: ScanDataOptions) => Promise<Examination>;

export function examinerOf(set: DataSet): Examiner {
  if (set.kind === 'table') {
    return async (options) => (await import('#checks/dataset/tables/examine-table')).examineTable(set, options);
  }
  if (set.kind === 'text') {
    return async (options) => (await import('#checks/dataset/text/examine-text')).examineText(set, options);
  }
  return async () => ({
    classes: [],
    rows: [],
    detectors: [],
    triggers: [],
    quality: [],
    limitations: [`No detector reads ${set.kind} yet.`],
  });
}
