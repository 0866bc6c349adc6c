// Bytes of the file that are not HDF5's: the user block before the signature, and what follows the declared end.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import type { Superblock } from './superblock.ts';

/** @throws {FormatError} FORMAT_TRUNCATED when the file is shorter than it says */
export function outsideParts(
  source: ByteSource,
  { file, endOfFile }: Superblock,
): { readonly parts: readonly Part[]; readonly oddities: readonly Oddity[] } {
  if (source.size < endOfFile) {
    const message = `the file says it has ${endOfFile} bytes, it has ${source.size}`;
    throw new FormatError('FORMAT_TRUNCATED', message, { offset: source.size, value: endOfFile });
  }
  const before = outside(source, 'user block', 0, file.base);
  const after = outside(source, 'after the end', endOfFile, source.size);
  return { parts: [...before.parts, ...after.parts], oddities: [...before.oddities, ...after.oddities] };
}

function outside(source: ByteSource, name: string, from: number, to: number): { parts: Part[]; oddities: Oddity[] } {
  if (to <= from) return { parts: [], oddities: [] };
  const part: Part = { name, source: new SliceSource(source, from, to), range: { from, to }, stored: true };
  if (isZero(source, from, to) || isMatlabHeader(source, from, to))
    return { parts: [{ ...part, raw: true }], oddities: [] };
  const message = `${to - from} bytes stand in the ${name} of the HDF5 structure, which its loaders ignore`;
  return { parts: [part], oddities: [{ kind: 'hidden-bytes', message, where: { offset: from } }] };
}

/** MATLAB 7.3 puts a 512-byte text header before the signature. */
function isMatlabHeader(source: ByteSource, from: number, to: number): boolean {
  return from === 0 && to === 512 && Buffer.from(source.read(0, 10)).toString('latin1') === 'MATLAB 7.3';
}

function isZero(source: ByteSource, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    const bytes = source.read(at, Math.min(to - at, 65_536));
    if (bytes.length === 0 || bytes.some((byte) => byte !== 0)) return false;
    at += bytes.length;
  }
  return true;
}
