// Appends. The order of writes is the whole safety of a log:
//   1. the checkpoint store gets the signed checkpoint and its entries, by compare and swap: from here on the entries are logged;
//   2. tiles and bundles; 3. the checkpoint that readers see.
// A crash after 1 is mended by whoever opens the log next: 2 and 3 follow from the record alone.

import * as limits from '#core/limits';
import { emptyRoot } from '#core/tree-hash';
import { isEqual, utf8 } from './bytes.ts';
import { encodeCheckpointText } from './checkpoint.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { maxEntryBytes } from './entry-bundle.ts';
import { LogError } from './log-error.ts';
import { encodeLogRecord, parseLogRecord } from './log-record.ts';
import { checkpointPath, type LogStorage } from './log-storage.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeNote, parseNote } from './note.ts';
import type { NoteSigner } from './note-signer.ts';
import { growTree, readEdge, rootOfEdge, type TreeEdge } from './tree-edge.ts';
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts';

/** What a log is made of. Several processes may write to one. */
export interface LogParts {
  readonly storage: LogStorage;
  readonly checkpoints: CheckpointStore;
  /** Its name is the origin of the log. */
  readonly signer: NoteSigner;
}

/** Entries that are in the log and durable. */
export interface Logged {
  /** Index of the first of them; the others follow. */
  readonly first: number;
  /** Size of the tree whose checkpoint holds them. */
  readonly size: number;
}

interface State {
  readonly version: number;
  readonly edge: TreeEdge;
}

interface Waiting {
  readonly entries: readonly Uint8Array[];
  readonly resolve: (logged: Logged) => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes an empty log. @throws {LogError} LOG_EXISTS when there is one; LOG_WRITE */
export async function createLog({ storage, checkpoints, signer }: LogParts): Promise<void> {
  const taken = (await checkpoints.read()) !== undefined || (await storage.get(checkpointPath)) !== undefined;
  if (taken) throw new LogError('LOG_EXISTS', 'There is a log already.');
  const checkpoint = sign(signer, { size: 0, root: emptyRoot });
  await checkpoints.swap(0, encodeLogRecord({ checkpoint, added: [] }));
  await storage.put(new Map([[checkpointPath, checkpoint]]));
}

export class LogWriter {
  readonly #parts: LogParts;
  #waiting: Waiting[] = [];
  #running = false;
  /** What the store said last; undefined: has to be read. */
  #state: State | undefined;

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  /**
   * Logs entries in this order. Calls that come while another is being written share its checkpoint.
   * @param entries - at least one, 65,535 bytes each at most
   * @returns when they are durable
   * @throws {LogError} LOG_LIMIT before anything is written. LOG_WRITE: they may or may not be in the log; look before
   *   appending them again. LOG_INCONSISTENT, LOG_CORRUPT, LOG_READ: the log has to be mended first
   */
  append(entries: readonly Uint8Array[]): Promise<Logged> {
    assertAppendable(entries);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  /** Completes what a crash interrupted. @returns number of entries @throws as `append` */
  async recover(): Promise<number> {
    const { edge } = await this.#load();
    return edge.size;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Callers of one turn of the event loop go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#commit(this.#takeBatch());
    this.#running = false;
  }

  #takeBatch(): readonly Waiting[] {
    let bytes = 0;
    const end = this.#waiting.findIndex(({ entries }, at) => {
      bytes += sizeOf(entries);
      return at > 0 && bytes > limits.logBatchBytes.value;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      let { first, size } = await this.#appendAll(batch.flatMap(({ entries }) => entries));
      for (const { entries, resolve } of batch) {
        resolve({ first, size });
        first += entries.length;
      }
    } catch (error) {
      // What is on the disk is not known any more: the next append reads it.
      this.#state = undefined;
      for (const { reject } of batch) reject(error);
    }
  }

  async #appendAll(added: readonly Uint8Array[]): Promise<Logged> {
    for (let attempt = 0; attempt < limits.logSwapAttempts.value; attempt++) {
      const state = this.#state ?? (await this.#load());
      const { edge, resources } = growTree(state.edge, added);
      const checkpoint = sign(this.#parts.signer, { size: edge.size, root: rootOfEdge(edge) });
      // INVARIANT: the edge belongs to the last signed checkpoint, and of all writers that grow it one gets the swap; so no
      // checkpoint is recorded that contradicts an earlier one.
      if (!(await this.#swap(state.version, encodeLogRecord({ checkpoint, added })))) continue;
      this.#state = { version: state.version + 1, edge };
      await this.#parts.storage.put(resources);
      await this.#publish(checkpoint, state.version + 1);
      return { first: edge.size - added.length, size: edge.size };
    }
    throw new LogError('LOG_CONFLICT', 'Other writers came first too often; try again.');
  }

  async #swap(expected: number, record: Uint8Array): Promise<boolean> {
    try {
      await this.#parts.checkpoints.swap(expected, record);
      return true;
    } catch (error) {
      if (!(error instanceof LogError && error.code === 'LOG_CONFLICT')) throw error;
      this.#state = undefined;
      return false;
    }
  }

  /** Reads the last record and does again what follows from it: the same bytes at the same paths, so doing it twice is harmless. */
  async #load(): Promise<State> {
    const { checkpoints, storage } = this.#parts;
    const record = await checkpoints.read();
    if (record === undefined) throw new LogError('LOG_MISSING', 'There is no log here; assay log init makes one.');
    const { checkpoint, added } = parseLogRecord(record.bytes);
    const { size, root } = await this.#verifyOwn(checkpoint);
    const before = size - added.length;
    const { edge, resources } = growTree(await readEdge(storage, before), added);
    if (!isEqual(rootOfEdge(edge), root)) {
      throw new LogError(
        'LOG_INCONSISTENT',
        `The tiles are not those of the checkpoint over ${size} entries that was signed last.`,
      );
    }
    await storage.put(resources);
    await this.#publish(checkpoint, record.version);
    this.#state = { version: record.version, edge };
    return this.#state;
  }

  async #verifyOwn(checkpoint: Uint8Array): Promise<VerifiedCheckpoint> {
    try {
      return await verifyCheckpoint(checkpoint, [this.#parts.signer.key], [], nodeCryptography);
    } catch (cause) {
      throw new LogError(
        'LOG_CORRUPT',
        'The last record of the checkpoint store was not signed with the key of this log.',
        { cause },
      );
    }
  }

  /** Shows readers the checkpoint, unless another writer is further by now: then that one's follows. */
  async #publish(checkpoint: Uint8Array, version: number): Promise<void> {
    const { storage, checkpoints } = this.#parts;
    const shown = await storage.get(checkpointPath);
    // The same tree may be shown with cosignatures already.
    if (shown === undefined || textOf(shown) !== textOf(checkpoint)) {
      await storage.put(new Map([[checkpointPath, checkpoint]]));
    }
    const latest = await checkpoints.read();
    // INVARIANT: whoever shows an older checkpoint sees the newer record here, and brings the newer one back.
    if (latest !== undefined && latest.version > version) await this.#load();
  }
}

/** Bytes of a note's text; undefined for what is no note. */
function textOf(note: Uint8Array): string | undefined {
  try {
    return parseNote(note).text;
  } catch {
    // Damaged or not ours: it will be replaced.
    return undefined;
  }
}

function sign(signer: NoteSigner, head: { readonly size: number; readonly root: Uint8Array }): Uint8Array {
  const text = encodeCheckpointText({ origin: signer.key.name, ...head });
  return utf8(encodeNote({ text, signatures: [signer.sign(text, 0)] }));
}

function assertAppendable(entries: readonly Uint8Array[]): void {
  if (entries.length === 0) throw new LogError('LOG_LIMIT', 'There is nothing to append.');
  const tooLong = entries.findIndex(({ length }) => length > maxEntryBytes);
  if (tooLong >= 0) {
    const value = entries[tooLong]?.length ?? 0;
    throw new LogError(
      'LOG_LIMIT',
      `Entry ${tooLong + 1} of the batch has ${value} bytes; an entry has at most ${maxEntryBytes}.`,
      { value },
    );
  }
  if (sizeOf(entries) > limits.logBatchBytes.value) {
    throw new LogError('LOG_LIMIT', `One batch has at most ${limits.logBatchBytes.value} bytes.`, {
      limit: 'logBatchBytes',
    });
  }
}

function sizeOf(entries: readonly Uint8Array[]): number {
  return entries.reduce((sum, { length }) => sum + length + 2, 0);
}
