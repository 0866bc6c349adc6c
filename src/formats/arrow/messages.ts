// The messages of an Arrow stream; a file is one between its magic bytes and its footer. Source: apache/arrow, docs/format/Columnar.rst,
// "Encapsulated message format"; format/Message.fbs.
import { type ByteSource, MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { FlatBuffer, type FlatTable } from '../flatbuffers/flat-buffer.ts';

export interface ArrowMessage {
  readonly kind: 'schema' | 'dictionary' | 'batch';
  readonly header: FlatTable;
  /** The body is bytes [from, to) of the file. */
  readonly from: number;
  readonly to: number;
}

/** @throws {FormatError} FORMAT_TRUNCATED, FORMAT_MALFORMED, FORMAT_LIMIT, FORMAT_UNSUPPORTED */
export function* arrowMessages(source: ByteSource, budget: WorkBudget): Generator<ArrowMessage, void> {
  const magic = Buffer.from(source.read(0, 8)).toString('latin1');
  if (magic.startsWith('FEA1')) throw new FormatError('FORMAT_UNSUPPORTED', 'the table is Feather version 1');
  const isFile = magic === 'ARROW1\0\0';
  for (let at = isFile ? 8 : 0; ; ) {
    if (!isFile && at === source.size && at > 0) return;
    const head = Buffer.from(source.read(at, 8));
    if (head.length < 8) throw new FormatError('FORMAT_TRUNCATED', 'the table does not end', { offset: at });
    if (head.readUInt32LE(0) !== continuation) {
      throw new FormatError('FORMAT_MALFORMED', 'no message begins here', { offset: at });
    }
    const length = head.readInt32LE(4);
    if (length === 0) return;
    const bodyAt = at + 8 + length;
    if (length < 8 || bodyAt > source.size) {
      throw new FormatError('FORMAT_TRUNCATED', 'a message reaches past the end of the file', { offset: at });
    }
    if (length > limits.arrowSchema.value) {
      throw new FormatError('FORMAT_LIMIT', 'a message is too long', { offset: at, limit: 'arrowSchema' });
    }
    budget.spend(1000, at);
    const message = new FlatBuffer(new MemorySource(source.read(at + 8, length).slice()), budget).root();
    const bodyBytes = message.u64(3);
    if (bodyBytes > source.size - bodyAt) {
      throw new FormatError('FORMAT_TRUNCATED', 'a body reaches past the end of the file', { offset: bodyAt });
    }
    const kind = kinds[message.u8(1)];
    const header = message.table(2);
    if (kind !== undefined && header !== undefined) yield { kind, header, from: bodyAt, to: bodyAt + bodyBytes };
    at = bodyAt + bodyBytes;
  }
}

const continuation = 0xffffffff;
const kinds: Readonly<Record<number, ArrowMessage['kind']>> = { 1: 'schema', 2: 'dictionary', 3: 'batch' };
