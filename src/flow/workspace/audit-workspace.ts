// Verifies everything there is, and puts on record that it did. An audit that was due and did not run is a finding of the next.
import type { AssetVerification } from '#core/asset-verification';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { VerificationOutcome } from '#core/model-verification';
import type { AuditFinding, AuditPart, WorkspaceAudit } from '#core/workspace-audit';
import { lastAudit } from '#database/audits';
import type { IndexDatabase } from '#database/index-database';
import { listReferences } from '#database/list-references';
import { auditLog } from '#log/audit-log';
import { recordCheck } from '../assets/record-check.ts';
import { verifyAsset } from '../assets/verify-asset.ts';
import type { HashOptions } from '../hash-places.ts';
import { allStores } from '../zones/all-stores.ts';
import { auditOfKeys } from './audit-keys.ts';
import { compareIndex } from './rebuild-index.ts';
import type { Workspace } from './workspace.ts';

export interface AuditOptions extends HashOptions {
  /** Reads all of every copy. The store and the log are always read as a whole. */
  readonly deep: boolean;
  /** Puts the result on record. */
  readonly record: boolean;
  readonly onProgress?: (what: string) => void;
}

/** What is damaged or missing is in the answer. @throws {AssayError} when the log cannot be followed at all, or recording fails */
export async function auditWorkspace(workspace: Workspace, options: AuditOptions): Promise<WorkspaceAudit> {
  const startedAt = workspace.now();
  const say = options.onProgress ?? (() => undefined);
  say('log');
  const log = await auditOfLog(workspace);
  const index = await followed(workspace);
  if ('code' in index) return withoutIndex(workspace, startedAt, [log, await auditOfStore(workspace)], index);
  say('index');
  const rebuilt = await auditOfIndex(workspace);
  say('store');
  const store = await auditOfStore(workspace);
  const { statements, refused } = await auditOfStatements(workspace, index);
  const { audits, dueBy, missed } = await auditOfAudits(workspace, index);
  const assets: AssetVerification[] = [];
  for (const { name, version, asset } of await listReferences(index)) {
    say(`${name}@${version}`);
    const resolved = { id: asset, reference: { name, version }, label: `${name}@${version}` };
    // The store was read as a whole above.
    assets.push(await verifyAsset(workspace, resolved, { ...options, readStore: 'done', readCopies: options.deep }));
  }
  const parts = [log, statements, store, rebuilt, await auditOfKeys(workspace), audits];
  const outcome = outcomeOf(parts, assets);
  const result = {
    schema: 'assay.audit/1',
    workspace: workspace.root,
    at: startedAt.toISOString(),
    outcome,
    parts,
    assets,
    refused,
    dueBy: dueBy.toISOString(),
  } as const;
  if (!options.record) return result;
  const facts = { scope: { kind: 'workspace' }, outcome, assets, deep: options.deep, startedAt, dueBy } as const;
  return onRecord(workspace, result, missed === undefined ? facts : { ...facts, missed });
}

/** Where nothing can be put on record that is a finding as well. */
async function onRecord(
  workspace: Workspace,
  audit: WorkspaceAudit,
  facts: Parameters<typeof recordCheck>[1],
): Promise<WorkspaceAudit> {
  try {
    return { ...audit, recorded: await recordCheck(workspace, facts) };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { code, message } = error;
    const finding: AuditFinding = { place: 'this audit', outcome: 'inconclusive', code, message };
    const parts = [...audit.parts, { name: 'audits', looked: 'not on record', findings: [finding] } as const];
    return { ...audit, parts, outcome: outcomeOf(parts, audit.assets) };
  }
}

/** The index, or why the log cannot be followed. */
async function followed(workspace: Workspace): Promise<IndexDatabase | AssayError> {
  try {
    return await workspace.index();
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
}

/** Log and store can be looked at without it. There is nothing to put on record with: what is known of the assets is not known. */
function withoutIndex(
  { root, config }: Workspace,
  startedAt: Date,
  parts: readonly AuditPart[],
  { code, message }: AssayError,
): WorkspaceAudit {
  const finding: AuditFinding = { place: 'index', outcome: mayPass.has(code) ? 'inconclusive' : 'fail', code, message };
  const all: readonly AuditPart[] = [
    ...parts,
    { name: 'index', looked: 'the log cannot be followed', findings: [finding] },
  ];
  const dueBy = new Date(startedAt.getTime() + config.audit.everyDays * dayMs).toISOString();
  const at = startedAt.toISOString();
  return {
    schema: 'assay.audit/1',
    workspace: root,
    at,
    outcome: outcomeOf(all, []),
    parts: all,
    assets: [],
    refused: [],
    dueBy,
  };
}

/**
 * Every tile and entry is hashed again; the signature and the last signed checkpoint were compared when it was opened. What others append
 * meanwhile looks like damage, so damage counts when nothing was appended while it was found.
 */
async function auditOfLog(workspace: Workspace): Promise<AuditPart> {
  for (let attempt = 1; ; attempt++) {
    const before = await workspace.checkpoint();
    const { size, resources, problems } = await auditLog(workspace.log.storage);
    const isCertain = problems.length === 0 || attempt >= limits.logSwapAttempts.value;
    if (!isCertain && (await workspace.checkpoint()).size > before.size) continue;
    const findings = problems.map(({ path, reason }): AuditFinding => {
      return { place: `log/${path}`, outcome: 'fail', code: 'LOG_CORRUPT', message: reason };
    });
    return { name: 'log', looked: `${size} entries, ${resources} files`, findings };
  }
}

/** Built again in memory, it has to be what is in use. */
async function auditOfIndex(workspace: Workspace): Promise<AuditPart> {
  const { rows, problem } = await compareIndex(workspace);
  if (problem === undefined) return { name: 'index', looked: `${rows} rows`, findings: [] };
  const message = `${problem.message}; assay reindex makes it again`;
  return {
    name: 'index',
    looked: `${rows} rows`,
    findings: [{ place: 'index', outcome: 'fail', code: problem.code, message }],
  };
}

async function auditOfStore(workspace: Workspace): Promise<AuditPart> {
  const findings: AuditFinding[] = [];
  const counts = { sound: 0, destroyed: 0, damaged: 0 };
  const { open, closed } = await allStores(workspace);
  for (const { store } of open) {
    for await (const { path, outcome, error } of store.check()) {
      counts[outcome] += 1;
      if (outcome !== 'damaged') continue;
      findings.push({
        place: path,
        outcome: 'fail',
        code: error?.code ?? 'STORE_CORRUPT',
        message: error?.message ?? 'is damaged',
      });
    }
  }
  for (const { name, error } of closed) {
    findings.push({ place: `zone ${name}`, outcome: 'inconclusive', code: error.code, message: error.message });
  }
  const destroyed = counts.destroyed === 0 ? '' : `, ${counts.destroyed} destroyed on purpose`;
  return { name: 'store', looked: `${counts.sound} blobs read and hashed${destroyed}`, findings };
}

async function auditOfStatements(
  { store }: Workspace,
  { tables }: IndexDatabase,
): Promise<{ readonly statements: AuditPart; readonly refused: WorkspaceAudit['refused'] }> {
  const rows = await tables
    .selectFrom('entry')
    .select(['log_index', 'envelope', 'standing', 'reason'])
    .orderBy('log_index')
    .execute();
  const findings: AuditFinding[] = [];
  for (const { log_index, envelope } of rows) {
    if (await store.has(envelope)) continue;
    const message = `the store does not have the statement ${envelope}`;
    findings.push({ place: `log entry ${log_index}`, outcome: 'fail', code: 'STORE_MISSING', message });
  }
  const refused = rows.flatMap(({ log_index: logIndex, standing, reason }) =>
    standing === 'refused' || standing === 'revoked' ? [{ logIndex, standing, reason: reason ?? '' }] : [],
  );
  const looked = `${rows.length} signed, ${refused.length} of them do not count`;
  return { statements: { name: 'statements', looked, findings }, refused };
}

/** INVARIANT: who stops auditing is told by the next audit, because what was due stands in the log. */
async function auditOfAudits(
  workspace: Workspace,
  index: IndexDatabase,
): Promise<{ readonly audits: AuditPart; readonly dueBy: Date; readonly missed?: Date }> {
  const now = workspace.now();
  const dueBy = new Date(now.getTime() + workspace.config.audit.everyDays * dayMs);
  const last = await lastAudit(index, 'workspace');
  const first = await index.tables.selectFrom('entry').select('at').orderBy('log_index').executeTakeFirst();
  const begun = (first?.at ?? now.getTime()) + workspace.config.audit.everyDays * dayMs;
  const due = last === undefined ? begun : Date.parse(last.dueBy ?? dueBy.toISOString());
  const looked = last === undefined ? 'none before' : `last ${last.finishedAt}`;
  if (now.getTime() <= due) return { audits: { name: 'audits', looked, findings: [] }, dueBy };
  const missed = new Date(due);
  const days = Math.floor((now.getTime() - due) / dayMs);
  const message = `an audit was due by ${missed.toISOString()} and did not run; this one is ${days} days late`;
  const findings: readonly AuditFinding[] = [{ place: 'audits', outcome: 'fail', code: 'AUDIT_MISSED', message }];
  return { audits: { name: 'audits', looked, findings }, dueBy, missed };
}

function outcomeOf(parts: readonly AuditPart[], assets: readonly AssetVerification[]): VerificationOutcome {
  const outcomes = [
    ...parts.flatMap(({ findings }) => findings.map(({ outcome }) => outcome)),
    // A hosted model is listed as undecided; that nobody can look at it takes nothing from what was looked at.
    ...assets.flatMap((asset) => (isOutOfSight(asset) ? [] : [asset.outcome])),
  ];
  if (outcomes.includes('fail')) return 'fail';
  return outcomes.includes('inconclusive') ? 'inconclusive' : 'pass';
}

function isOutOfSight({ outcome, store, problem }: AssetVerification): boolean {
  return outcome === 'inconclusive' && store.blobs === 0 && problem === undefined;
}

/** What may be otherwise in a moment. */
const mayPass: ReadonlySet<string> = new Set([
  'STORE_READ',
  'STORE_NETWORK',
  'STORE_REFUSED',
  'INDEX_BUSY',
  'INDEX_READ',
]);

const dayMs = 86_400_000;
