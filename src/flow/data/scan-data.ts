// `assay data scan`: a data set in, what detectors say of it out. What looks at the rows depends on their kind.
import type { DataScan, DetectorRun } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import { digestDataSet } from './digest-data-set.ts';
import type { ExaminerOptions } from './examiner.ts';
import { examine } from './examiners.ts';
import { type Calibration, staleness } from './lab/read-calibration.ts';

export interface ScanDataOptions extends ExaminerOptions {
  /** As the user named the data set. */
  readonly path: string;
  /** What was measured on attacks that were planted in these data. */
  readonly calibration?: Calibration;
}

/** @throws {AssayError} when the rows cannot be read any more, or the signal ends the work */
export async function scanDataSet(set: DataSet, options: ScanDataOptions): Promise<DataScan> {
  const examination = await examine(set, options);
  const { path, seed, calibration } = options;
  const digest = await digestDataSet(set);
  const stale = calibration === undefined ? undefined : staleness(calibration.lab, digest, examination.detectors);
  const power = calibration === undefined || stale !== undefined ? 'unknown' : calibration.power;
  return {
    schema: 'assay.data-scan/1',
    dataset: { path, kind: set.kind, rows: set.count, digest },
    ...examination,
    rows: examination.rows.toSorted((a, b) => b.score - a.score),
    power,
    excluded: set.excluded,
    notes: set.notes ?? [],
    limitations: [...examination.limitations, ...alwaysTrue(power, stale)],
    seed,
  };
}

/** Whether detectors looked and all of those that should have could tell: what one of them could not is no all-clear by the others. */
export function isConclusive(runs: readonly DetectorRun[]): boolean {
  const couldNotTell = runs.some(({ outcome }) => outcome === 'inconclusive' || outcome === 'error');
  return !couldNotTell && runs.some(({ outcome }) => outcome === 'pass' || outcome === 'fail');
}

function alwaysTrue(power: DataScan['power'], stale: string | undefined): readonly string[] {
  return [
    'Somebody who knows these detectors can plant rows that look like the others to each of them; nothing here excludes that.',
    ...(power === 'unknown'
      ? ['Nobody has measured how much of a planted attack this finds in these data: the power is unknown, not high.']
      : []),
    ...(stale === undefined ? [] : [`The calibration that was given does not count: ${stale}.`]),
  ];
}
