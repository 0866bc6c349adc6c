// The last version of a data set before the one at a path that was accepted: a gate let it be trained with, or a search found nothing.
import { basename, join } from 'node:path';
import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { referenceHistory } from '#database/reference-history';
import { statementsOf } from '#database/statements-of';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { inTemporaryFolder } from '#store/temporary-folder';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { findVerified } from '../assets/find-verified.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { AcceptedRows } from './new-rows.ts';
import { type OpenDataOptions, openDataSet } from './open-data-set.ts';
import { rowKeys } from './row-keys.ts';

/**
 * Reads that version out of the store.
 * @returns undefined when nothing is recorded at the path, or no earlier version was accepted
 * @throws what store and index throw; what opening the data throws
 */
export async function lastAcceptedRows(
  workspace: Workspace,
  path: string,
  options: OpenDataOptions,
): Promise<AcceptedRows | undefined> {
  const accepted = await lastAccepted(workspace, path);
  if (accepted === undefined) return undefined;
  const { version, because } = accepted;
  return inTemporaryFolder(async (folder) => {
    const target = join(folder, 'version');
    await checkOutAsset(workspace, version, target, { force: false, linksOutside: false });
    const set = await openCopy(target, basename(path), options);
    try {
      const keys = new Set<string>();
      for await (const key of rowKeys(set)) keys.add(key);
      return { version, because, keys, rows: set.count };
    } finally {
      set.close?.();
    }
  });
}

/** An asset that is one file lies in the folder under its name. */
async function openCopy(target: string, name: string, options: OpenDataOptions): ReturnType<typeof openDataSet> {
  try {
    return await openDataSet(join(target, name), options);
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== 'FILE_MISSING') throw error;
    return openDataSet(target, options);
  }
}

interface Accepted {
  readonly version: string;
  readonly because: string;
}

async function lastAccepted(workspace: Workspace, path: string): Promise<Accepted | undefined> {
  const asset = await recordedAt(workspace, path);
  if (asset === undefined) return undefined;
  const history = await referenceHistory(await workspace.index(), asset.name);
  for (const { asset: id, version, stands } of history.toReversed()) {
    if (!stands || version >= asset.version || id === asset.id) continue;
    const because = await acceptedBecause(workspace, id);
    if (because !== undefined) return { version: `${asset.name}@${version}`, because };
  }
  return undefined;
}

async function recordedAt(
  workspace: Workspace,
  path: string,
): Promise<{ readonly id: Sha256; readonly name: string; readonly version: number } | undefined> {
  try {
    const { asset, below } = await findVerified(workspace, path);
    return below === undefined && asset.reference !== undefined ? { id: asset.id, ...asset.reference } : undefined;
  } catch (error) {
    if (error instanceof AssayError && error.code === 'ASSET_UNKNOWN') return undefined;
    throw error;
  }
}

/** The newest decision of the gate decides; without one, searches that found nothing. */
async function acceptedBecause(workspace: Workspace, id: Sha256): Promise<string | undefined> {
  const index = await workspace.index();
  const records = await statementsOf(index, id, workspace.now().getTime());
  const searched = new Map<string, boolean>();
  let decision: { readonly allowed: boolean; readonly at: string } | undefined;
  for (const { logIndex, standing, kind } of records) {
    if (standing !== 'verified' || (kind !== gateDecision.kind && kind !== poisonScan.kind)) continue;
    const statement = await readStatement(workspace, logIndex);
    if (isOfKind(statement, gateDecision) && statement.body.gate === gateName)
      decision = { allowed: statement.body.decision !== 'deny', at: statement.at };
    if (isOfKind(statement, poisonScan))
      for (const category of statement.body.categories) searched.set(category, statement.body.outcome === 'pass');
  }
  if (decision !== undefined) return decision.allowed ? `${gateName} let it through at ${decision.at}` : undefined;
  const passed = [...searched].filter(([, isPass]) => isPass).map(([category]) => category);
  return passed.length === 2 ? 'searches for backdoors and for sabotage found nothing in it' : undefined;
}

const gateName = 'train-with';
