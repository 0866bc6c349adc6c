// `assay audit list`: who did what, the newest first looked for, shown in the order of the log.
import type { AuditEvent } from '#core/audit/audit-event';
import { type AuditFilter, matchesFilter } from '#core/audit/audit-filter';
import { redactEvent } from '#core/audit/redact-event';
import type { EntryRow } from '#database/tables';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AuditReader, auditReader } from './audit-reader.ts';
import { readAuditRows } from './read-audit.ts';

export interface ListAuditOptions extends Omit<AuditFilter, 'asset'> {
  /** An asset as people call it. */
  readonly asset?: string;
  /** Only entries before this one. */
  readonly before?: number;
  readonly most: number;
}

export interface ListedAudit {
  readonly schema: 'assay.audit-list/1';
  /** Entries of the log. */
  readonly logSize: number;
  /** Who asked. */
  readonly reader: string;
  /** false: who, what and why is taken out, but for what the reader did. */
  readonly mayRead: boolean;
  readonly events: readonly AuditEvent[];
  /** Whether there are earlier ones. */
  readonly more: boolean;
}

/** @throws {AssayError} ACCESS_TOKEN; ASSET_UNKNOWN, ASSET_AMBIGUOUS; what recording, store and index throw */
export async function listAudit(workspace: Workspace, options: ListAuditOptions): Promise<ListedAudit> {
  const { most, before, asset: word, ...wanted } = options;
  const reader = await auditReader(workspace);
  const { next: logSize } = await (await workspace.index()).cursor();
  const asset = word === undefined ? undefined : (await resolveAsset(await workspace.index(), word)).id;
  const filter = { ...wanted, ...(asset === undefined ? {} : { asset }) };
  const events: AuditEvent[] = [];
  let next = Math.min(before ?? logSize, logSize);
  while (next > 0 && events.length <= most) {
    const rows = await rowsBefore(workspace, next, filter);
    const last = rows.at(-1);
    if (last === undefined) break;
    next = last.log_index;
    events.push(...(await shown(workspace, rows, reader, filter)));
  }
  return {
    schema: 'assay.audit-list/1',
    logSize,
    reader: reader.identity,
    mayRead: reader.mayRead,
    events: events.slice(0, most).reverse(),
    more: events.length > most,
  };
}

/** The newest first. What is filtered here is what everybody may see. */
async function rowsBefore(
  workspace: Workspace,
  before: number,
  { since, until, kind }: AuditFilter,
): Promise<readonly EntryRow[]> {
  const { tables } = await workspace.index();
  let query = tables.selectFrom('entry').selectAll().where('log_index', '<', before);
  if (since !== undefined) query = query.where('at', '>=', Date.parse(since));
  if (until !== undefined) query = query.where('at', '<', Date.parse(until));
  if (kind !== undefined) query = query.where('predicate', '=', kind);
  return query.orderBy('log_index', 'desc').limit(rowsAtOnce).execute();
}

/** ATTACKER: redacted before it is filtered, or a filter would tell what was taken out. */
async function shown(
  workspace: Workspace,
  rows: readonly EntryRow[],
  { mayRead, identity }: AuditReader,
  filter: AuditFilter,
): Promise<readonly AuditEvent[]> {
  const entries = await readAuditRows(workspace, rows);
  const events = entries.map(({ event }) => (mayRead ? event : redactEvent(event, identity)));
  return events.filter((event) => matchesFilter(event, filter));
}

const rowsAtOnce = 200;
