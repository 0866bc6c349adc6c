// Plain text: README, LICENSE, vocabularies, merges, CSV, JSON lines, sources. The reading that looks for secrets and
// hidden characters in everything that is text, beside the reading of the format it is written in.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { decodeText, firstControl, textEncoding } from './text/text-encoding.ts';
import { claimsBinary } from './text/text-name.ts';
import type { Part } from './views/part.ts';
import type { TextView } from './views/text.ts';

export const format: Format = {
  id: 'text',
  title: 'Plain text',
  specification: 'Unicode 16, UTF-8 and UTF-16; windows-1252 as in the WHATWG Encoding standard',
  loading: 'Read by people and tokenizers; nothing runs.',
  extensions: ['txt', 'md', 'rst', 'csv', 'tsv', 'jsonl', 'log', 'cfg', 'ini', 'toml', 'xml', 'html'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  if (claimsBinary(sample.extension)) return 'no';
  return sample.encoding === undefined ? 'no' : 'name';
}

function read(source: ByteSource, context: ReadContext): TextView {
  const whole = source.size <= limits.textWindowBytes.value;
  const bytes = source.read(0, Math.min(source.size, limits.textWindowBytes.value));
  const encoding = textEncoding(bytes, whole);
  if (encoding === undefined)
    throw new FormatError('FORMAT_MALFORMED', 'not text', { offset: firstControl(bytes) ?? 0 });
  context.budget.spend(bytes.length);
  const windows = whole ? [] : laterWindows(source, context);
  const end = windows[0]?.range?.from ?? source.size;
  return {
    kind: 'text',
    format: 'text',
    text: decodeText(whole ? bytes : source.read(0, end), encoding),
    oddities: [],
    parts: windows,
  };
}

/** The rest of a long text as parts, cut between lines where there are lines, else between characters. */
function laterWindows(source: ByteSource, context: ReadContext): readonly Part[] {
  const parts: Part[] = [];
  for (let from = nextCut(source, 0); from < source.size; ) {
    context.budget.spendPart(from);
    const to = nextCut(source, from);
    parts.push({
      name: `text-from-byte-${from}.txt`,
      source: new SliceSource(source, from, to),
      range: { from, to },
      stored: true,
      readAs: ['text'],
    });
    from = to;
  }
  return parts;
}

function nextCut(source: ByteSource, from: number): number {
  const end = from + limits.textWindowBytes.value;
  if (end >= source.size) return source.size;
  const back = source.read(end - maxLineBytes, maxLineBytes);
  const newline = back.lastIndexOf(10);
  if (newline !== -1) return end - maxLineBytes + newline + 1;
  let cut = back.length;
  while (cut > back.length - 4 && ((back[cut - 1] ?? 0) & 0xc0) === 0x80) cut -= 1;
  return end - maxLineBytes + cut - (((back[cut - 1] ?? 0) & 0xc0) === 0xc0 ? 1 : 0);
}

/** How far back a line end is looked for before a window is cut inside a line. */
const maxLineBytes = 64 * 1024;
