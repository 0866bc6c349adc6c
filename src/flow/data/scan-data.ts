// `assay data scan`: a data set in, what detectors say of it out. What looks at the rows depends on their kind.
import type { DataScan, DetectorRun } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import { type Sha256, sha256 } from '#core/digest';
import { applyThresholds, describeThresholds, thresholdsOf } from './apply-thresholds.ts';
import { countSources } from './count-sources.ts';
import { detectorCode } from './detector-code.generated.ts';
import { digestDataSet } from './digest-data-set.ts';
import type { ExaminerOptions } from './examiner.ts';
import { examine } from './examiners.ts';
import type { ScanMade } from './lab/detector-digest.ts';
import { type Calibration, staleness } from './lab/read-calibration.ts';

export interface ScanDataOptions extends ExaminerOptions {
  /** As the user named the data set. */
  readonly path: string;
  /** What was measured on attacks that were planted in these data; the first that holds for this scan counts. */
  readonly calibrations?: readonly Calibration[];
  /** Of the set, where it is known already. */
  readonly digest?: Sha256;
  readonly against?: TrustedData;
}

/** What new rows are held against. */
export interface TrustedData {
  /** As the user named it. */
  readonly path: string;
  readonly set: DataSet;
  readonly digest: Sha256;
}

/** @throws {AssayError} when the rows cannot be read any more, or the signal ends the work */
export async function scanDataSet(set: DataSet, options: ScanDataOptions): Promise<DataScan> {
  const examination = await examine(set, options);
  const { path, seed, digest = await digestDataSet(set) } = options;
  const made = {
    ...examination,
    detectorCode: detectorCode[set.kind],
    ...(options.model === undefined ? {} : { model: sha256(options.model) }),
  };
  const { calibration, stale } = chooseCalibration(options.calibrations ?? [], digest, made);
  const power = calibration?.power ?? 'unknown';
  const thresholds = calibration === undefined ? undefined : thresholdsOf(calibration.lab);
  const { rows, ...decided } =
    thresholds === undefined
      ? { rows: examination.rows, leftOut: 0, changed: 0 }
      : applyThresholds(examination.rows, thresholds);
  return {
    schema: 'assay.data-scan/1',
    dataset: { path, kind: set.kind, rows: set.count, digest },
    ...made,
    rows: rows.toSorted((a, b) => b.score - a.score),
    power,
    ...(options.against === undefined ? {} : { against: describe(options.against) }),
    ...countSources(set, rows),
    thresholds: describeThresholds(thresholds, decided, calibration?.power.calibration ?? ''),
    excluded: set.excluded,
    notes: set.notes ?? [],
    limitations: [
      ...examination.limitations,
      ...alwaysTrue(power, stale),
      ...(calibration !== undefined && thresholds === undefined ? [notTaken] : []),
    ],
    seed,
  };
}

function describe({ path, set, digest }: TrustedData): NonNullable<DataScan['against']> {
  return { path, rows: set.count, digest };
}

const notTaken =
  'Thresholds were not taken from the calibration: the lab flagged rows of these data as they are, and thresholds that spare them would spare planted ones.';

/** Whether detectors looked and all of those that should have could tell: what one of them could not is no all-clear by the others. */
export function isConclusive(runs: readonly DetectorRun[]): boolean {
  const couldNotTell = runs.some(({ outcome }) => outcome === 'inconclusive' || outcome === 'error');
  return !couldNotTell && runs.some(({ outcome }) => outcome === 'pass' || outcome === 'fail');
}

interface Chosen {
  readonly calibration?: Calibration;
  /** Why the first does not count. */
  readonly stale?: string;
}

function chooseCalibration(calibrations: readonly Calibration[], digest: string, made: ScanMade): Chosen {
  const reasons = calibrations.map(({ lab }) => staleness(lab, digest, made));
  const calibration = calibrations[reasons.indexOf(undefined)];
  if (calibration !== undefined) return { calibration };
  const [stale] = reasons;
  return stale === undefined ? {} : { stale };
}

function alwaysTrue(power: DataScan['power'], stale: string | undefined): readonly string[] {
  return [
    'Somebody who knows these detectors can plant rows that look like the others to each of them; nothing here excludes that.',
    ...(power === 'unknown'
      ? ['Nobody has measured how much of a planted attack this finds in these data: the power is unknown, not high.']
      : []),
    ...(stale === undefined ? [] : [`The newest calibration does not count: ${stale}.`]),
  ];
}
