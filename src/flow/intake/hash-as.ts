// The digest of a file in the algorithm that a claim names.
import { createHash, type Hash } from 'node:crypto';
import { FileSource } from '#store/file-source';
import type { ClaimAlgorithm } from './claims/digest-claim.ts';
import type { DeliveredFile } from './delivery.ts';

/** @returns lower-case hex @throws {FileError} FILE_CHANGED and what reading throws */
export function hashAs(algorithm: ClaimAlgorithm, file: DeliveredFile): string {
  if (algorithm === 'sha256') return file.sha256;
  return digestOf(file, startHash(algorithm, file.size));
}

/**
 * The digests that the file would have with other line ends: text that was normalised on the way explains a mismatch, and does not
 * excuse it.
 */
export function hashOtherLineEnds(file: DeliveredFile): readonly string[] {
  if (file.size > largestText) return [];
  const source = FileSource.open(file.place);
  try {
    const bytes = Buffer.from(source.read(0, source.size));
    source.finish();
    if (bytes.includes(0)) return [];
    const text = bytes.toString('latin1').replace(/\r\n/g, '\n');
    return [text, text.replace(/\n/g, '\r\n')].map((one) =>
      createHash('sha256').update(Buffer.from(one, 'latin1')).digest('hex'),
    );
  } finally {
    source.close();
  }
}

function startHash(algorithm: ClaimAlgorithm, size: number): Hash {
  if (algorithm === 'git-blob') return createHash('sha1').update(`blob ${size}\0`);
  return createHash(algorithm === 'blake2b-512' ? 'blake2b512' : algorithm);
}

function digestOf({ place }: DeliveredFile, hash: Hash): string {
  const source = FileSource.open(place);
  try {
    for (let at = 0; at < source.size; at += pieceBytes) hash.update(source.read(at, pieceBytes));
    source.finish();
    return hash.digest('hex');
  } finally {
    source.close();
  }
}

const pieceBytes = 1 << 20;
const largestText = 16 << 20;
