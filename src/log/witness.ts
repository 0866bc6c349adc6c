// A witness signs a checkpoint of a log when its tree begins with the one it signed last, so nobody can show two trees: C2SP
// tlog-witness. Pure of HTTP: it takes a body and gives an answer.
import { createHash } from 'node:crypto';
import { emptyRoot } from '#core/tree-hash';
import { type AddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts';
import { utf8 } from './bytes.ts';
import { parseUnverifiedCheckpoint } from './checkpoint.ts';
import type { CheckpointStore, StoredRecord } from './checkpoint-store.ts';
import { LogError } from './log-error.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeNote, encodeSignatureLine } from './note.ts';
import type { NoteKey } from './note-key.ts';
import type { NoteSigner } from './note-signer.ts';
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts';
import { type TreeHead, verifyConsistency } from './verify-consistency.ts';

export interface WitnessParts {
  /** Cosignature keys, at least one. */
  readonly signers: readonly NoteSigner[];
  /** Keys of a log that is known; empty when it is not. */
  readonly logKeys: (origin: string) => readonly NoteKey[];
  /** Where the last checkpoint of a log is kept. @param id - hexadecimal SHA-256 of the origin */
  readonly storeOf: (id: string) => CheckpointStore;
  /** POSIX time in seconds. */
  readonly now: () => number;
}

/** What an HTTP server answers with. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
}

/** Hexadecimal SHA-256 of the origin: the name of a log in paths. */
export function logIdOf(origin: string): string {
  return createHash('sha256').update(origin).digest('hex');
}

/**
 * Answers `POST <prefix>/add-checkpoint`. A cosignature is given only after its checkpoint is durable.
 * @throws {LogError} LOG_READ, LOG_WRITE, LOG_CORRUPT when the witness itself cannot work; then nothing was signed
 */
export async function addCheckpoint(parts: WitnessParts, body: Uint8Array): Promise<WitnessAnswer> {
  try {
    return await cosign(parts, parseAddCheckpoint(body));
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    const status = statusOf.get(error.code);
    if (status === undefined) throw error;
    return { status, contentType: 'text/plain; charset=utf-8', body: `${error.message}\n` };
  }
}

/** Answers `GET <prefix>/<id>/checkpoint`: the last checkpoint with our cosignatures. */
export async function readCheckpoint({ storeOf }: WitnessParts, id: string): Promise<WitnessAnswer> {
  const record = /^[0-9a-f]{64}$/.test(id) ? await storeOf(id).read() : undefined;
  const contentType = 'text/plain; charset=utf-8';
  if (record === undefined) return { status: 404, contentType, body: 'No checkpoint of this log was seen.\n' };
  return { status: 200, contentType, body: Buffer.from(record.bytes).toString('utf8') };
}

async function cosign(
  parts: WitnessParts,
  { oldSize, proof, checkpoint: note }: AddCheckpoint,
): Promise<WitnessAnswer> {
  const checkpoint = await verifyKnown(parts, note);
  if (oldSize > checkpoint.size)
    throw new LogError('LOG_MALFORMED', 'The old size is larger than the size of the checkpoint.');
  const store = parts.storeOf(logIdOf(checkpoint.origin));
  const last = await store.read();
  const seen = headOf(last, checkpoint.origin);
  if (oldSize !== seen.size) return conflict(seen.size);
  await verifyConsistency(seen, checkpoint, proof, nodeCryptography);
  const lines = parts.signers.map((signer) => signer.sign(checkpoint.text, parts.now()));
  const record = encodeNote({
    text: checkpoint.text,
    signatures: [...checkpoint.logSigners.map(({ line }) => line), ...lines],
  });
  try {
    // INVARIANT: the swap fails when anybody stored another checkpoint since `last` was read, so sizes never go back.
    await store.swap(last?.version ?? 0, utf8(record));
  } catch (error) {
    if (error instanceof LogError && error.code === 'LOG_CONFLICT')
      return conflict(headOf(await store.read(), checkpoint.origin).size);
    throw error;
  }
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: lines.map(encodeSignatureLine).join('') };
}

async function verifyKnown({ logKeys }: WitnessParts, note: Uint8Array): Promise<VerifiedCheckpoint> {
  const { origin } = parseUnverifiedCheckpoint(note);
  const keys = logKeys(origin);
  if (keys.length === 0) throw new LogError('LOG_MISSING', 'This log is not known here.');
  return verifyCheckpoint(note, keys, [], nodeCryptography);
}

/** @throws {LogError} LOG_CORRUPT when the record is damaged: better no cosignature than a forgotten tree */
function headOf(record: StoredRecord | undefined, origin: string): TreeHead {
  if (record === undefined) return { size: 0, root: emptyRoot };
  try {
    const head = parseUnverifiedCheckpoint(record.bytes);
    if (head.origin === origin) return head;
  } catch (cause) {
    throw new LogError('LOG_CORRUPT', 'The last checkpoint that this witness keeps is damaged.', { cause });
  }
  throw new LogError('LOG_CORRUPT', 'The checkpoint that this witness keeps is one of another log.');
}

function conflict(size: number): WitnessAnswer {
  return { status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` };
}

const statusOf: ReadonlyMap<string, WitnessAnswer['status']> = new Map([
  ['LOG_MALFORMED', 400],
  ['LOG_LIMIT', 400],
  ['LOG_UNTRUSTED', 403],
  ['LOG_SIGNATURE', 403],
  ['LOG_MISSING', 404],
  ['LOG_PROOF', 422],
] as const);
