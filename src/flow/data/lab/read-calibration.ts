// What a lab measured, as the power of a scan: only for the data and the detectors that it was measured with.
import type { DataLab } from '#core/dataset/data-lab';
import type { DetectionPower } from '#core/dataset/data-scan';
import * as limits from '#core/limits';
import { thresholdsOf } from '../apply-thresholds.ts';
import { readDocument } from '../read-document.ts';
import { type ScanMade, scanDigest } from './detector-digest.ts';
import { wholeScan } from './lab-run.ts';
import { labSchema } from './lab-schema.ts';

export interface Calibration {
  readonly lab: DataLab;
  readonly power: DetectionPower;
}

/** @throws {FileError} @throws {AssayError} DATA_DOCUMENT */
export async function readCalibration(path: string): Promise<Calibration> {
  const { document: lab, digest } = readDocument(
    path,
    'a report of assay data lab',
    await labSchema(),
    limits.calibrationBytes,
  );
  return { lab, power: powerOf(lab, digest) };
}

/**
 * What the scan as a whole found, whether it filters or alerts, with the thresholds that a scan takes from it; where it takes none, with those of
 * its detectors.
 * @param calibration - digest of the file or evidence id
 */
export function powerOf(lab: DataLab, calibration: string): DetectionPower {
  const thresholds = thresholdsOf(lab);
  const titles = new Map(lab.attacks.map(({ id, title }) => [id, title]));
  const attacks = lab.cells
    .filter(({ detector }) => detector === wholeScan)
    .map((cell) => ({ ...cell, ...(thresholds === undefined ? cell.uncalibrated : {}) }))
    .map(({ attack, rate, alert: { recall, falseAlarms } }) => ({
      attack: titles.get(attack) ?? attack,
      rate,
      planted: recall.trials,
      recall: recall.share,
      recallLow: recall.low,
      recallHigh: recall.high,
      falseAlarms: falseAlarms.share,
      falseAlarmsHigh: falseAlarms.high,
    }));
  return { attacks, notCovered: lab.notCovered, calibration };
}

/**
 * Why a calibration says nothing of a scan; undefined when it does.
 * @param digest - of the data that were scanned, as `digestDataSet` gives it
 * @param made - the scan
 */
export function staleness(
  { dataset, detectors, madeAt, detectorCode, engine, model }: DataLab,
  digest: string,
  made: ScanMade,
): string | undefined {
  if (dataset.digest !== digest) {
    return `it was measured on other data (${dataset.digest.slice(0, 12)}, of ${madeAt.slice(0, 10)}): these have changed since, or are others`;
  }
  if (detectorCode !== made.detectorCode)
    return `the detectors have other code now (${short(made.detectorCode)}) than when it was measured (${short(detectorCode)})`;
  if (engine !== made.engine)
    return `it was measured with ${engine ?? 'no engine'}, and this scan has ${made.engine ?? 'none'}`;
  if (model !== made.model)
    return `it was measured ${model === undefined ? 'without asking a model' : `with the model ${short(model)}`}, and this scan asks ${made.model === undefined ? 'none' : short(made.model)}`;
  const scan = detectors.find(({ id }) => id === wholeScan);
  if (scan === undefined) return 'it does not say what the scan as a whole finds';
  if (scan.digest === scanDigest(dataset.kind, made)) return undefined;
  return 'it was measured with other detectors, or other versions of them';
}

function short(digest: string | undefined): string {
  return digest?.slice(0, 12) ?? 'unknown';
}
