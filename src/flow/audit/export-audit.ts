// `assay audit export`: the entries of the log since the last export, as lines of a format, and the cursor behind them.
//
// INVARIANT: lines are durable before the cursor moves past them. Killed in between, they are handed on again; none is left out.

import { parseLeaf } from '#attest/leaf';
import type { AuditEvent } from '#core/audit/audit-event';
import { redactEvent } from '#core/audit/redact-event';
import { AssayError } from '#core/errors';
import type { RecordFormat, RecordSource } from '#exports/audit/audit-record';
import { LogError } from '#log/log-error';
import { checkpointPath } from '#log/log-storage';
import { nodeCryptography } from '#log/node-cryptography';
import { TileTree } from '#log/tile-tree';
import { readEdge, rootOfEdge } from '#log/tree-edge';
import type { VerifiedCheckpoint } from '#log/verify-checkpoint';
import { verifyConsistency } from '#log/verify-consistency';
import { withinTree } from '#log/within-tree';
import type { Workspace } from '../workspace/workspace.ts';
import { type AuditCursor, firstCursor, readCursor, saveCursor } from './audit-cursor.ts';
import { type AuditReader, auditReader } from './audit-reader.ts';
import { readAudit } from './read-audit.ts';

export interface ExportAuditOptions {
  readonly format: RecordFormat;
  /** Path of the cursor. */
  readonly cursor: string;
  /** Version of Assay. */
  readonly version: string;
  /** Returns when the lines are where nothing loses them any more. */
  readonly append: (lines: string) => Promise<void> | void;
  readonly onProgress?: (entries: number, of: number) => void;
}

export interface ExportedAudit {
  readonly schema: 'assay.audit-export/1';
  readonly format: string;
  readonly origin: string;
  /** First entry that was handed on, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Root of the tree of `to` entries, hex. */
  readonly root: string;
  /** Who, what and why was taken out, because who exports may not read it. */
  readonly redacted: boolean;
}

/**
 * @throws {AssayError} AUDIT_CURSOR; AUDIT_ROLLED_BACK when the log has fewer entries than were handed on, AUDIT_FORKED when it does not begin
 *   with them; AUDIT_WRITE; what recording, store, log and index throw
 */
export async function exportAudit(workspace: Workspace, options: ExportAuditOptions): Promise<ExportedAudit> {
  const { format, version, cursor: path } = options;
  const cursor = await cursorFor(workspace, path, format.id);
  // The log is held against the cursor before anything is added to it.
  await proveContinuation(workspace, await workspace.checkpoint(), cursor);
  const reader = await auditReader(workspace);
  const checkpoint = await workspace.checkpoint();
  const consistency = await proveContinuation(workspace, checkpoint, cursor);
  const source = { origin: checkpoint.origin, version };
  await handOn(workspace, { checkpoint, cursor, reader, source }, options);
  const root = hex(checkpoint.root);
  const tree = {
    origin: checkpoint.origin,
    from: cursor.size,
    size: checkpoint.size,
    root,
    at: workspace.now().toISOString(),
    checkpoint: await signedNote(workspace, checkpoint),
    consistency: consistency.map(hex),
  };
  await options.append(`${format.tree(tree, source)}\n`);
  await saveCursor(path, { ...cursor, size: checkpoint.size, root });
  return {
    schema: 'assay.audit-export/1',
    format: format.id,
    origin: checkpoint.origin,
    from: cursor.size,
    to: checkpoint.size,
    root,
    redacted: !reader.mayRead,
  };
}

async function cursorFor({ config }: Workspace, path: string, format: string): Promise<AuditCursor> {
  const cursor = (await readCursor(path)) ?? firstCursor(config.origin, format);
  if (cursor.origin !== config.origin) {
    throw new AssayError('AUDIT_CURSOR', `the cursor belongs to the log ${cursor.origin}, this is ${config.origin}`, {
      path,
    });
  }
  if (cursor.format !== format) {
    throw new AssayError('AUDIT_CURSOR', `the cursor belongs to an export as ${cursor.format}, not ${format}`, {
      path,
    });
  }
  return cursor;
}

/**
 * @returns the proof that the tree of the checkpoint begins with that of the cursor
 * @throws {AssayError} AUDIT_ROLLED_BACK, AUDIT_FORKED; {LogError} LOG_CORRUPT, LOG_READ
 * @source RFC 6962 section 2.1.2
 */
async function proveContinuation(
  { log }: Workspace,
  { size, root }: VerifiedCheckpoint,
  cursor: AuditCursor,
): Promise<readonly Uint8Array[]> {
  if (size < cursor.size) {
    const message = `the log has ${size} entries, and ${cursor.size} were handed on: it was put back to an older state`;
    throw new AssayError('AUDIT_ROLLED_BACK', message, { value: size });
  }
  const proof = await new TileTree(log.storage, size).consistencyProof(cursor.size);
  const earlier = { size: cursor.size, root: Buffer.from(cursor.root, 'hex') };
  try {
    await verifyConsistency(earlier, { size, root }, proof, nodeCryptography);
  } catch (cause) {
    if (!(cause instanceof LogError) || cause.code !== 'LOG_PROOF') throw cause;
    const message = `the log of ${size} entries does not begin with the ${cursor.size} that were handed on (root ${cursor.root})`;
    throw new AssayError('AUDIT_FORKED', message, { value: cursor.size, cause });
  }
  return proof;
}

interface Run {
  readonly checkpoint: VerifiedCheckpoint;
  readonly cursor: AuditCursor;
  readonly reader: AuditReader;
  readonly source: RecordSource;
}

/** In portions: the cursor moves after each, so that a killed export does not begin anew. */
async function handOn(workspace: Workspace, run: Run, options: ExportAuditOptions): Promise<void> {
  const { cursor, checkpoint } = run;
  for (let from = cursor.size; from < checkpoint.size; ) {
    const to = Math.min(checkpoint.size, from + portionEntries);
    const lines: string[] = [];
    const tree = new TileTree(workspace.log.storage, checkpoint.size);
    for await (const { event } of readAudit(workspace, { from, to })) {
      await assertLogged(tree, event, from + lines.length);
      lines.push(
        options.format.event(run.reader.mayRead ? event : redactEvent(event, run.reader.identity), run.source),
      );
    }
    if (lines.length !== to - from) throw different(from + lines.length);
    await options.append(`${lines.join('\n')}\n`);
    if (to < checkpoint.size)
      await saveCursor(options.cursor, { ...cursor, size: to, root: await rootAt(workspace, run, to) });
    options.onProgress?.(to, checkpoint.size);
    from = to;
  }
}

/** What the index tells of an entry must be what the log has there. */
async function assertLogged(tree: TileTree, { logIndex, statement, at }: AuditEvent, expected: number): Promise<void> {
  if (logIndex !== expected) throw different(expected);
  let leaf: ReturnType<typeof parseLeaf> | undefined;
  try {
    leaf = parseLeaf(await tree.entry(logIndex));
  } catch (error) {
    // An entry that names no statement: the index says so as well.
    if (error instanceof AssayError && error.code === 'ATTEST_MALFORMED') return;
    throw error;
  }
  if (leaf.envelope !== statement || leaf.at !== at) throw different(logIndex);
}

function different(logIndex: number): AssayError {
  const message = `the index does not say what the log has as entry ${logIndex}; assay reindex makes it anew`;
  return new AssayError('INDEX_DIFFERENT', message, { value: logIndex });
}

/** Root of the first `size` entries, shown to be part of the signed tree. */
async function rootAt(workspace: Workspace, { cursor, checkpoint }: Run, size: number): Promise<string> {
  const root = hex(rootOfEdge(await readEdge(withinTree(workspace.log.storage, checkpoint.size), size)));
  await proveContinuation(workspace, checkpoint, { ...cursor, size, root });
  return root;
}

/** The note of the checkpoint that was read; another process may have signed a newer one since. */
async function signedNote({ log }: Workspace, { text }: VerifiedCheckpoint): Promise<string> {
  const note = await log.storage.get(checkpointPath);
  const shown = note === undefined ? '' : Buffer.from(note).toString('utf8');
  return shown.startsWith(text) ? shown : text;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const portionEntries = 500;
