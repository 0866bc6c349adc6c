// Puts a scan of data on record: one statement about backdoors, one about sabotage, and the whole report as a blob that both name.
import { isOfKind } from '#attest/verified';
import { canonicalJson, type Json } from '#core/canonical-json';
import type { DataLab } from '#core/dataset/data-lab';
import type { DataScan, DetectorRun, FlaggedRow } from '#core/dataset/data-scan';
import { parseSha256, type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { statementsOf } from '#database/statements-of';
import { predicate as detectorCalibration } from '#predicates/detector-calibration';
import { type PoisonScan, poisonCategories, predicate as poisonScan } from '#predicates/poison-scan';
import { demandAccess } from '../access/decide-access.ts';
import { assetAt } from '../assets/asset-at.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { detectorDigest } from './lab/detector-digest.ts';
import { chosenFor, codeOf } from './lab/grounds.ts';
import { wholeScan } from './lab/lab-run.ts';
import { isSuspectedByModel } from './model/suspected-by-model.ts';
import { isConclusive } from './scan-data.ts';

export interface RecordedDataScan {
  readonly asset: string;
  readonly statements: readonly { readonly category: string; readonly statement: Sha256 }[];
}

type Category = (typeof poisonCategories)[number];

/**
 * @param lab - what was measured on these data; the statement cites it where it is on record too
 * @throws {AssayError} ASSET_UNKNOWN, ASSET_CHANGED when the files at the path are not what is recorded; what recording throws
 */
export async function recordDataScan(
  workspace: Workspace,
  path: string,
  scan: DataScan,
  lab?: DataLab,
): Promise<RecordedDataScan> {
  const { id, label } = await assetAt(workspace, path);
  await demandAccess(workspace, { action: 'use', resource: { asset: id }, word: label, purpose: 'data scan' });
  await demandAccess(workspace, { action: 'attest', resource: { asset: id }, word: label });
  const calibration =
    lab === undefined || scan.power === 'unknown' ? undefined : await findCalibration(workspace, id, lab);
  const batch = workspace.store.batch();
  const { sha256: scores } = await batch.add(new TextEncoder().encode(canonicalJson(scan as unknown as Json)));
  const drafts = poisonCategories.map((category) => ({
    predicate: poisonScan,
    subjects: [{ sha256: id, name: label }],
    body: {
      ...bodyOf(scan, category, scores, calibration),
      ...groundsOf(scan, id, lab),
      checkedAt: workspace.now().toISOString(),
    },
  }));
  const recorded = await workspace.record(drafts, batch);
  const refused = recorded.find(({ refusal }) => refusal !== undefined);
  if (refused !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the scan could not be recorded: ${refused.refusal}`);
  const statements = recorded.map(({ evidence }, at) => ({
    category: poisonCategories[at] ?? '',
    statement: evidence,
  }));
  return { asset: label, statements };
}

function bodyOf(scan: DataScan, category: Category, scores: Sha256, calibration: Sha256 | undefined): PoisonScan {
  const rows = scan.rows.filter((row) => row.category === category);
  const runs = scan.detectors.filter((run) => run.category === undefined || run.category === category);
  const left = scan.excluded.reduce((sum, { count }) => sum + count, 0);
  return {
    outcome: outcomeOf(scan, category, rows, runs),
    method: 'ensemble of the detectors that are named',
    parameters: { seed: scan.seed },
    categories: [category],
    mode: scan.against === undefined ? 'full' : 'incremental',
    rows: scan.dataset.rows,
    shareScanned: scan.dataset.rows + left === 0 ? 0 : scan.dataset.rows / (scan.dataset.rows + left),
    thresholds: thresholdsUsed(scan, rows),
    filtered: rows.filter(({ decision }) => decision === 'filter').length,
    alerted: rows.filter(({ decision }) => decision === 'alert').length,
    scores,
    detectors: [
      ...runs.map(({ detector, version, parameters }) => ({
        name: detector,
        sha256: detectorDigest({ id: detector, version, parameters }, scan.detectorCode),
      })),
      ...(scan.against === undefined ? [] : [{ name: 'trusted rows', sha256: parseSha256(scan.against.digest) }]),
    ],
    ...(calibration === undefined ? {} : { calibration }),
    sources: sourcesOf(scan, category),
    limitations: scan.limitations,
  };
}

/** Where flagged rows are whose contributor is known; those without one are counted in the report. */
function sourcesOf({ sources = [] }: DataScan, category: Category): PoisonScan['sources'] {
  return sources
    .map(({ source, rows, ...flagged }) => ({ source, rows, flagged: flagged[category] }))
    .filter(({ source, flagged }) => flagged > 0 && source.length > 0 && source.length <= longestName)
    .slice(0, mostSources);
}

/** A statement is read as a whole for every decision. */
const mostSources = 200;
/** Names are an attacker's; longer ones stand in the report alone. */
const longestName = 500;

/** What the statement falls with when it is replaced: the code, and the thresholds of an experiment. */
function groundsOf(
  { dataset, detectorCode, thresholds }: DataScan,
  asset: Sha256,
  lab: DataLab | undefined,
): Pick<PoisonScan, 'code' | 'chosenThresholds'> {
  return {
    ...(detectorCode === undefined ? {} : { code: codeOf(dataset.kind, detectorCode) }),
    ...(thresholds?.from === 'calibration' && lab !== undefined ? { chosenThresholds: chosenFor(asset, lab) } : {}),
  };
}

function thresholdsUsed({ thresholds }: DataScan, rows: DataScan['rows']): PoisonScan['thresholds'] {
  if (thresholds?.from === 'calibration') return { filter: thresholds.filter, alert: thresholds.alert };
  return { filter: leastScore(rows, 'filter'), alert: leastScore(rows, 'alert') };
}

/** The recorded calibration of the scan as a whole that rests on this very report. */
async function findCalibration(workspace: Workspace, asset: Sha256, lab: DataLab): Promise<Sha256 | undefined> {
  const report = sha256(new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(lab)))));
  const scan = lab.detectors.find(({ id }) => id === wholeScan)?.digest;
  const records = await statementsOf(await workspace.index(), asset, workspace.now().getTime(), {
    kind: detectorCalibration.kind,
  });
  for (const { logIndex, standing } of records.toReversed()) {
    if (standing !== 'verified') continue;
    const statement = await readStatement(workspace, logIndex);
    if (!isOfKind(statement, detectorCalibration)) continue;
    if (statement.body.curve === report && statement.body.detector === scan) return statement.evidence;
  }
  return undefined;
}

/** Each detector has a threshold of its own; what is stated is the lowest score that led to the decision, or 1 where none did. */
function leastScore(rows: DataScan['rows'], decision: FlaggedRow['decision']): number {
  return rows.reduce((least, row) => (row.decision === decision ? Math.min(least, row.score) : least), 1);
}

/** Nothing found is a pass only where all that looks could tell, and nobody is left to look at. */
function outcomeOf(
  { classes }: DataScan,
  category: Category,
  rows: DataScan['rows'],
  runs: readonly DetectorRun[],
): PoisonScan['outcome'] {
  const isDeclared = category === 'backdoor' && classes.some(({ declaredPoisoned }) => declaredPoisoned);
  if (isDeclared || rows.some(({ decision }) => decision === 'filter')) return 'fail';
  if (isSuspectedByModel(runs) || rows.length > 0) return 'inconclusive';
  return isConclusive(runs) ? 'pass' : 'inconclusive';
}
