// 7z archives: a signature header, packed streams, and a header database at the end that may itself be packed.
// Facts from 7zFormat.txt of the LZMA SDK (public domain).
import { crc32 } from 'node:zlib';
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { gaps, type Range } from '#core/ranges';
import { type Decoded, openDecoded } from './compression/decoded-source.ts';
import { describeProblem } from './compression/stream-archive.ts';
import type { Format, ReadContext } from './format.ts';
import { folderCodec, isEncrypted } from './seven-zip/folder.ts';
import { type FolderStreams, type Header, parseHeader, type Streams } from './seven-zip/header.ts';
import { describeMembers, type Member } from './seven-zip/members.ts';
import type { ArchiveView } from './views/archive.ts';
import type { Oddity } from './views/oddity.ts';
import type { Part } from './views/part.ts';

const signature: readonly number[] = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c];
const signatureHeaderBytes = 32;
// A packed header may be packed again; no writer does so more than once.
const maxEncodings = 4;

export const format: Format = {
  id: '7z',
  title: '7z archive',
  specification: 'LZMA SDK, 7zFormat.txt',
  loading:
    'Unpacked by archive tools; a renamed one is not opened by torch.load, and scanners that expect zip miss it.',
  extensions: ['7z'],
  identify: ({ head }) => (signature.every((byte, index) => head[index] === byte) ? 'content' : 'no'),
  read: (source, context) => new SevenZipReading(source, context).read(),
};

class SevenZipReading {
  readonly #source: ByteSource;
  readonly #context: ReadContext;
  readonly #oddities: Oddity[] = [];
  readonly #covered: Range[] = [{ from: 0, to: signatureHeaderBytes }];

  constructor(source: ByteSource, context: ReadContext) {
    this.#source = source;
    this.#context = context;
  }

  read(): ArchiveView {
    const header = this.#readHeader();
    const files = header.files.filter((file) => file.hasContent);
    const members: Member[] = [];
    let packAt = signatureHeaderBytes + (header.streams?.packOffset ?? 0);
    let packIndex = 0;
    let fileIndex = 0;
    for (const folder of header.streams?.folders ?? []) {
      const sizes = (header.streams?.packSizes ?? []).slice(packIndex, packIndex + folder.packedInputs.length);
      const range = { from: packAt, to: packAt + sizes.reduce((sum, size) => sum + size, 0) };
      const its = files.slice(fileIndex, fileIndex + folder.contents.length);
      members.push(
        ...this.#readFolder(
          folder,
          range,
          its.map((file) => ({ ...file, folder: range })),
        ),
      );
      this.#covered.push(range);
      packAt = range.to;
      packIndex += folder.packedInputs.length;
      fileIndex += folder.contents.length;
    }
    this.#oddities.push(...describeMembers(header.files, members));
    const hidden = this.#hiddenParts();
    const parts = [...members.map(({ part }) => part), ...hidden];
    return { kind: 'archive', container: '7z', parts, oddities: this.#oddities };
  }

  #readHeader(): Header {
    const start = new ByteReader(this.#source, this.#context.budget, { at: 8 });
    const startCrc = start.u32();
    if (crc32(this.#source.read(12, 20)) !== startCrc) throw malformed('the start header has a wrong CRC', 8);
    const offset = start.u64Number();
    const size = start.u64Number();
    const crc = start.u32();
    if (size === 0) return { streams: undefined, files: [] };
    const from = signatureHeaderBytes + offset;
    const to = from + size;
    if (to > this.#source.size)
      throw new FormatError('FORMAT_TRUNCATED', 'the 7z header lies past the end', { offset: from });
    this.#covered.push({ from, to });
    let bytes: ByteSource = new SliceSource(this.#source, from, to);
    if (crcOf(bytes) !== crc) throw malformed('the header has a wrong CRC', from);
    for (let i = 0; i < maxEncodings; i++) {
      const parsed = parseHeader(new ByteReader(bytes, this.#context.budget));
      if (!('encoded' in parsed)) return parsed;
      bytes = this.#unpackHeader(parsed.encoded);
    }
    throw new FormatError('FORMAT_LIMIT', 'the 7z header is packed too many times', { offset: from });
  }

  #unpackHeader(streams: Streams): ByteSource {
    const [folder] = streams.folders;
    if (folder === undefined) throw malformed('the packed header has no folder', signatureHeaderBytes);
    const from = signatureHeaderBytes + streams.packOffset;
    const range = { from, to: from + (streams.packSizes[0] ?? 0) };
    this.#covered.push(range);
    if (isEncrypted(folder)) {
      throw new FormatError('FORMAT_UNSUPPORTED', 'the list of files is encrypted, so is the content', {
        offset: from,
      });
    }
    const { decoded } = this.#decode(folder, range);
    if (decoded.problem !== undefined) throw decoded.problem;
    if (folder.crc !== undefined && crcOf(decoded.source) !== folder.crc) {
      throw malformed('the packed header has a wrong CRC', from);
    }
    return decoded.source;
  }

  #readFolder(
    folder: FolderStreams,
    range: Range,
    files: readonly { readonly name: string; readonly isSymbolicLink: boolean }[],
  ): readonly Member[] {
    if (isEncrypted(folder)) {
      const names = `${files.length} files`;
      this.#note('encrypted', `${names} of the archive are encrypted and were not looked at.`, range.from);
      return [];
    }
    try {
      const { decoded, crcs } = this.#decode(folder, range);
      if (decoded.problem !== undefined)
        this.#oddities.push(describeProblem(decoded.problem, decoded, '7z data', range.from));
      return this.#cut(folder, range, files, decoded, crcs);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.#note(
        'not-followed',
        `${files.length} files of the archive could not be unpacked: ${error.message}.`,
        range.from,
      );
      return [];
    }
  }

  /** Cuts the unpacked stream into files. */
  #cut(
    folder: FolderStreams,
    range: Range,
    files: readonly { readonly name: string; readonly isSymbolicLink: boolean }[],
    decoded: Decoded,
    crcs: readonly number[],
  ): readonly Member[] {
    let at = 0;
    return folder.contents.map(({ size, crc }, index) => {
      const file = files[index];
      const name = file?.name ?? `(content ${index} without a name)`;
      const part: Part = { name, source: new SliceSource(decoded.source, at, at + size), range };
      at += size;
      if (at <= decoded.source.size && crc !== undefined && crcs[index] !== crc) {
        const message = `The CRC of a file in the archive is wrong: its content is not what was packed.`;
        this.#oddities.push({ kind: 'not-followed', message, where: { member: name } });
      } else if (at > decoded.source.size && decoded.problem === undefined) {
        const message = 'The packed data ends before this file does.';
        this.#oddities.push({ kind: 'not-followed', message, where: { member: name } });
      }
      return { part, isSymbolicLink: file?.isSymbolicLink ?? false };
    });
  }

  #decode(folder: FolderStreams, range: Range): { decoded: Decoded; crcs: readonly number[] } {
    const crcs: number[] = folder.contents.map(() => 0);
    let index = 0;
    let left = folder.contents[0]?.size ?? 0;
    const onBytes = (bytes: Uint8Array): void => {
      for (let at = 0; at < bytes.length && index < crcs.length; ) {
        const piece = bytes.subarray(at, at + left);
        crcs[index] = crc32(piece, crcs[index] ?? 0);
        at += piece.length;
        left -= piece.length;
        if (left > 0) continue;
        index += 1;
        left = folder.contents[index]?.size ?? 0;
      }
    };
    if (range.to > this.#source.size)
      throw new FormatError('FORMAT_TRUNCATED', 'packed data lies past the end', { offset: range.from });
    const packed = new SliceSource(this.#source, range.from, range.to);
    const maxBytes = folder.unpackSizes[folder.mainOutput] ?? 0;
    return { decoded: openDecoded(packed, folderCodec(folder), this.#context, { onBytes, maxBytes }), crcs };
  }

  /** Bytes that neither header nor folders account for. */
  #hiddenParts(): readonly Part[] {
    return gaps(this.#covered, this.#source.size).map(({ from, to }) => {
      this.#note('hidden-bytes', `${to - from} bytes belong to no file of the archive.`, from);
      const source = new SliceSource(this.#source, from, to);
      return { name: '(bytes between files)', source, range: { from, to }, stored: true, raw: true };
    });
  }

  #note(kind: Oddity['kind'], message: string, offset: number): void {
    this.#oddities.push({ kind, message, where: { offset } });
  }
}

function crcOf(source: ByteSource): number {
  let value = 0;
  for (let at = 0; at < source.size; ) {
    const piece = source.read(at, 65536);
    if (piece.length === 0) break;
    value = crc32(piece, value);
    at += piece.length;
  }
  return value;
}

function malformed(what: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', `not a valid 7z archive: ${what}`, { offset });
}
