// A whole document as a string, for the formats that are text; refuses what is too long to hold or is no text.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { decodeText, firstControl, type TextEncoding, textEncoding } from './text-encoding.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/**
 * Decodes a whole source, byte order mark removed.
 * @param maxBytes - bytes of text the caller can afford
 * @throws {FormatError} FORMAT_LIMIT when it is longer, FORMAT_MALFORMED when it is not text
 */
export function readText(
  source: ByteSource,
  budget: WorkBudget,
  maxBytes: number = limits.textBytes.value,
): DecodedText {
  if (source.size > maxBytes) {
    throw new FormatError(
      'FORMAT_LIMIT',
      `text of ${source.size} bytes; at most ${maxBytes} are read as one document`,
      {
        offset: 0,
        limit: 'textBytes',
      },
    );
  }
  budget.spend(source.size);
  const bytes = readAll(source);
  const encoding = textEncoding(bytes, true);
  if (encoding === undefined)
    throw new FormatError('FORMAT_MALFORMED', 'not text', { offset: firstControl(bytes) ?? 0 });
  return { text: decodeText(bytes, encoding), encoding };
}
