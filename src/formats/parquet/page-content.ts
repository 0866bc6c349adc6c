// The header of a page and its bytes, within what the whole file may cost.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { decompressPage } from './decompress-page.ts';
import { parseThrift, type ThriftStruct } from './thrift.ts';

/** What the whole file may still cost. */
export interface PageBudget {
  readonly work: WorkBudget;
  /** Decompressed bytes. */
  left: number;
}

/**
 * The bytes of a page, decompressed.
 * @param levelBytes - of the declared size, those that stand apart
 * @throws {FormatError}
 */
export function readContent(
  source: ByteSource,
  at: number,
  size: number,
  header: ThriftStruct,
  codec: number,
  levelBytes: number,
  budget: PageBudget,
): Uint8Array {
  const length = sizeOf(header.number(2), at) - levelBytes;
  if (length < 0) throw malformed('a page is shorter than its levels', at);
  if (length > limits.pageBytes.value) {
    throw new FormatError('FORMAT_LIMIT', 'a page is too long', { offset: at, limit: 'pageBytes' });
  }
  budget.left -= length;
  if (budget.left < 0) {
    throw new FormatError('FORMAT_LIMIT', 'the table is too large when decompressed', {
      offset: at,
      limit: 'tableBytesBase',
    });
  }
  const packed = source.read(at, size).slice();
  if (packed.length < size) throw new FormatError('FORMAT_TRUNCATED', 'a page ends early', { offset: at });
  return decompressPage(packed, codec, length);
}

/** Statistics may make a header long; most have fewer than 100 bytes. @throws {FormatError} */
export function readHeader(
  source: ByteSource,
  at: number,
  to: number,
  budget: PageBudget,
): { readonly header: ThriftStruct; readonly bodyAt: number } {
  for (let wanted = usualHeaderBytes; ; wanted *= 16) {
    const bytes = source.read(at, Math.min(wanted, to - at)).slice();
    try {
      const { value, end } = parseThrift(bytes, at, budget.work);
      return { header: value, bodyAt: at + end };
    } catch (error) {
      const mayGoOn = error instanceof FormatError && error.code === 'FORMAT_TRUNCATED' && wanted < mostHeaderBytes;
      if (!mayGoOn || wanted >= to - at) throw error;
    }
  }
}

/** @throws {FormatError} FORMAT_MALFORMED */
export function sizeOf(value: number | undefined, at: number): number {
  if (value === undefined || value < 0 || value > 2 ** 31) throw malformed('a page has an impossible size', at);
  return value;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

const usualHeaderBytes = 1 << 9;
const mostHeaderBytes = 1 << 24;
