// RDS and RData: R's serialization, after decompression. Specification: R Internals, section 1.8, and R's serialize.c.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { findHiddenBytes } from './hidden/hidden-bytes.ts';
import { openRInput, type RInput } from './r/r-input.ts';
import { ItemWalker } from './r/read-item.ts';
import type { TreeView } from './views/tree.ts';

export const format: Format = {
  id: 'rds',
  title: 'R serialized object',
  specification: 'https://cran.r-project.org/doc/manuals/r-release/R-ints.html#Serialization-Formats',
  loading: "R's readRDS and load; a promise in the file runs its code as soon as the loaded value is looked at.",
  extensions: ['rds', 'rda', 'rdata'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  return parseStart(sample.head) === undefined ? 'no' : 'content';
}

function read(source: ByteSource, context: ReadContext): TreeView {
  const start = parseStart(source.read(0, startBytes));
  if (start === undefined) throw new FormatError('FORMAT_MALFORMED', 'this is no R serialization', { offset: 0 });
  const input = openRInput(source, context.budget, start.encoding, start.at);
  readVersions(input);
  const walker = new ItemWalker(input, context.budget);
  walker.walk();
  const end = start.encoding === 'A' ? skipLineEnd(source, input.position) : input.position;
  const hidden = findHiddenBytes(source, end, source.size, 'after the object');
  const raw = walker.rawVectors.map(({ from, to }) => ({
    name: `raw vector at ${from}`,
    source: new SliceSource(source, from, to),
    range: { from, to },
    stored: true,
    raw: true,
  }));
  return {
    kind: 'tree',
    format: format.id,
    root: walker.code.map((code) => code.toTree()),
    tags: [],
    oddities: hidden.oddities,
    parts: [...raw, ...hidden.parts],
  };
}

/** The optional RData line, then the line that names the encoding, then the version. */
function parseStart(head: Uint8Array): { encoding: string; at: number } | undefined {
  const text = latin1(head, 0, startBytes);
  const match = /^(?:RD[ABX][23]\n)?([ABX])\n/.exec(text);
  const encoding = match?.[1];
  if (match === null || encoding === undefined) return undefined;
  const rest = text.slice(match[0].length);
  const version =
    encoding === 'A' ? /^[23]\n\d{5,6}\n\d{5,6}\n/ : encoding === 'X' ? /^\0\0\0[\x02\x03]\0/ : /^[\x02\x03]\0\0\0/;
  return version.test(rest) ? { encoding, at: match[0].length } : undefined;
}

/** Format version, R's version, oldest R that reads it; version 3 adds the name of the text encoding. */
function readVersions(input: RInput): void {
  const version = input.integer();
  input.integer();
  input.integer();
  if (version !== 3) return;
  const at = input.position;
  const length = input.integer();
  if (length < 0 || length > longestEncoding) {
    throw new FormatError('FORMAT_MALFORMED', 'the name of the text encoding has an impossible length', { offset: at });
  }
  input.text(length, longestEncoding);
}

function skipLineEnd(source: ByteSource, at: number): number {
  return source.read(at, 1)[0] === 0x0a ? at + 1 : at;
}

const startBytes = 32;
const longestEncoding = 63;
