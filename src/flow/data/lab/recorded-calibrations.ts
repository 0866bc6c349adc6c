// What was measured on the data at a path and put on record: a scan takes its thresholds and its power from there.
import { isExpired, isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { statementsOf } from '#database/statements-of';
import { predicate as detectorCalibration } from '#predicates/detector-calibration';
import { findVerified } from '../../assets/find-verified.ts';
import { readStatement } from '../../statements/read-statement.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { parseDocument } from '../read-document.ts';
import { wholeScan } from './lab-run.ts';
import { labSchema } from './lab-schema.ts';
import { type Calibration, powerOf } from './read-calibration.ts';

/**
 * Calibrations of the scan as a whole that stand and have not expired, the newest first; none where the path is no recorded asset. Whether
 * one holds for a scan is for `staleness` to say: it names data, code and thresholds by digest.
 * @throws {AssayError} DATA_DOCUMENT when the report behind one cannot be read; what store and index throw
 */
export async function recordedCalibrations(workspace: Workspace, path: string): Promise<readonly Calibration[]> {
  const asset = await recordedAt(workspace, path);
  if (asset === undefined) return [];
  const now = workspace.now();
  const records = await statementsOf(await workspace.index(), asset, now.getTime(), {
    kind: detectorCalibration.kind,
  });
  const found: Calibration[] = [];
  for (const { logIndex, standing, expired } of records.toReversed()) {
    if (standing !== 'verified' || expired || found.length >= mostRead) continue;
    const statement = await readStatement(workspace, logIndex);
    if (!isOfKind(statement, detectorCalibration) || isExpired(statement, now.toISOString())) continue;
    const { body, evidence } = statement;
    if (body.curve === undefined || body.chosenThresholds === undefined) continue;
    const bytes = await workspace.store.read(body.curve, limits.calibrationBytes.value);
    const what = 'a report of assay data lab';
    const { document: lab } = parseDocument(bytes, evidence, what, await labSchema(), limits.calibrationBytes);
    if (lab.detectors.find(({ id }) => id === wholeScan)?.digest !== body.detector) continue;
    found.push({ lab, power: powerOf(lab, evidence) });
  }
  return found;
}

/** Older ones were replaced by these. */
const mostRead = 5;

async function recordedAt(workspace: Workspace, path: string): Promise<Sha256 | undefined> {
  try {
    const { asset, below } = await findVerified(workspace, path);
    return below === undefined ? asset.id : undefined;
  } catch (error) {
    if (error instanceof AssayError && error.code === 'ASSET_UNKNOWN') return undefined;
    throw error;
  }
}
