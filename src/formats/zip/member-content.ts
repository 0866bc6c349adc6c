// The content of a member against what the directory says of it: encryption, CRC, size, slack, bombs.
// @source APPNOTE 4.4.4 to 4.4.9; CVE-2025-1945 (flags), CVE-2025-10156 (CRC)
import { type ByteSource, SliceSource } from '#core/byte-source';
import type { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import { type Content, type ContentOptions, openContent } from './content.ts';
import type { MemberHeader, ZipEntry } from './entry.ts';
import { contentPart } from './member-part.ts';
import { flagBits, methods, type Range } from './records.ts';

export interface ReadContent {
  /** Where the data lies, cut at the end of the file. */
  readonly data: Range;
  readonly parts: readonly Part[];
  readonly oddities: readonly Oddity[];
  readonly unread: Range | undefined;
  readonly limited: boolean;
  readonly digest: string | undefined;
}

export interface MemberOptions extends ContentOptions {
  /** False when every CRC of the archive is 0, which torch writes on request. */
  readonly verifyCrc: boolean;
}

/** Decodes the data behind a local header as the directory says, and verifies it. */
export function readContent(
  file: ByteSource,
  entry: ZipEntry,
  local: MemberHeader,
  name: string,
  options: MemberOptions,
): ReadContent {
  const data = { from: local.end, to: Math.min(file.size, local.end + entry.compressedSize) };
  const where = { offset: data.from, element: 'member data' };
  const refuse = (kind: Oddity['kind'], message: string): ReadContent => {
    const oddities = [{ kind, message, where }];
    return { data, parts: [], oddities, unread: data, limited: false, digest: undefined };
  };
  const content = openContent(file, data, entry, options);
  const locked = isLocked(entry) || isLocked(local);
  if (locked && !isPlain(content, entry)) return refuse('encrypted', `the member ${quote(name)} is encrypted`);
  if (content === undefined) {
    const how = `compressed by method ${entry.method}, which is not read here`;
    return refuse('not-followed', `the member ${quote(name)} is ${how}`);
  }
  const slack = content.problem === undefined && content.end < data.to;
  const messages = [
    ...falseFlags(entry, name),
    ...(data.to - data.from < entry.compressedSize ? [cutOff(name)] : differences(content, entry, name, options)),
  ];
  const oddities = messages.map((message): Oddity => ({ ...message, where }));
  if (slack) oddities.push(slackOddity(content, data, name));
  const parts = [contentPart(name, content, data, entry, isLink(entry))];
  if (slack) parts.push(slackPart(file, content, data, name));
  const unread = content.problem === undefined ? undefined : { from: content.end, to: data.to };
  const limited = content.problem?.code === 'FORMAT_LIMIT';
  return { data, parts, oddities, unread, limited, digest: content.digest };
}

/** True for a symbolic link in an archive made on Unix. */
export function isLink(entry: ZipEntry): boolean {
  return (entry.unixMode & 0xf000) === 0xa000;
}

type Message = Omit<Oddity, 'where'>;

function isLocked(header: MemberHeader): boolean {
  const bits = flagBits.encrypted | flagBits.strongEncryption | flagBits.maskedHeaders;
  return (header.flags & bits) !== 0 || header.method === methods.aes;
}

/** ATTACKER: a flag alone does not encrypt. Data that matches its CRC as it stands is plain. */
function isPlain(content: Content | undefined, entry: ZipEntry): boolean {
  return content !== undefined && content.crc === entry.crc && content.source.size === entry.size;
}

function falseFlags(entry: ZipEntry, name: string): Message[] {
  const lie = isLocked(entry) && entry.size > 0 ? 'encrypted' : undefined;
  const claim = lie ?? ((entry.flags & flagBits.patchData) !== 0 ? 'patch data' : undefined);
  if (claim === undefined) return [];
  const message = `${quote(name)} is flagged as ${claim} and is plain: Python and torch refuse it, readers that ignore the flag load it`;
  return [{ kind: 'two-readings', message, references: ['CVE-2025-1945'] }];
}

function cutOff(name: string): Message {
  return { kind: 'not-followed', message: `the file ends inside the member ${quote(name)}` };
}

function differences(content: Content, entry: ZipEntry, name: string, options: MemberOptions): Message[] {
  if (content.problem !== undefined) return [broken(content.problem, content, entry, name)];
  const found: Message[] = [];
  if (content.source.size !== entry.size) {
    const message = `${quote(name)} has ${content.source.size} bytes, the directory says ${entry.size}: readers that go by the directory cut it or refuse it, others read it whole`;
    found.push({ kind: 'two-readings', message });
  }
  if (content.crc !== undefined && content.crc !== entry.crc && options.verifyCrc) {
    const message = `the CRC-32 of ${quote(name)} is wrong: torch loads it all the same, Python reports an error after it gave the bytes away`;
    found.push({ kind: 'two-readings', message, references: ['CVE-2025-10156'] });
  }
  return found;
}

function broken(problem: FormatError, content: Content, entry: ZipEntry, name: string): Message {
  if (problem.code !== 'FORMAT_LIMIT') {
    return { kind: 'not-followed', message: `${quote(name)} cannot be decompressed: ${problem.message}` };
  }
  const unpacked = content.source.size;
  const size = Math.max(entry.size, unpacked);
  const message = `${quote(name)} has ${entry.compressedSize} bytes that unpack to ${size} or more: ${problem.message}`;
  const steep = entry.size >= hugeBytes && entry.size > 100 * Math.max(1, entry.compressedSize);
  const lying = unpacked > 100 * Math.max(1, entry.size);
  // Zeros pack as well as a bomb does: only the huge and those that lie about their size are taken for one.
  const isBomb = problem.fields.limit !== 'decoderBytes' && (steep || lying);
  return { kind: isBomb ? 'bomb' : 'not-followed', message };
}

const hugeBytes = 2 ** 30;

function slackOddity(content: Content, data: Range, name: string): Oddity {
  const message = `${data.to - content.end} bytes after the compressed data of ${quote(name)} belong to nothing`;
  return { kind: 'hidden-bytes', message, where: { offset: content.end, element: 'member data' } };
}

function slackPart(file: ByteSource, content: Content, data: Range, name: string): Part {
  const range = { from: content.end, to: data.to };
  return { name: `${name} (after its data)`, source: new SliceSource(file, range.from, range.to), range, raw: true };
}
