// The superblock, versions 0 to 3 (HDF5 File Format Specification 3.0, section II.A).
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { type Hdf5Block, Hdf5File } from './hdf5-file.ts';

export interface Superblock {
  readonly file: Hdf5File;
  readonly version: number;
  /** Object header of the root group. */
  readonly root: number;
  /** End of the file as the file says, from its very first byte. */
  readonly endOfFile: number;
}

const signature = '\x89HDF\r\n\x1a\n';

/** Offset of the signature: 0, 512, 1024, 2048, ... Undefined when it is at none of these. */
export function findSignature(source: ByteSource): number | undefined {
  for (let offset = 0; offset + signature.length <= source.size; offset = offset === 0 ? 512 : offset * 2) {
    if (Buffer.from(source.read(offset, signature.length)).toString('latin1') === signature) return offset;
  }
  return undefined;
}

/** @throws {FormatError} */
export function parseSuperblock(source: ByteSource, budget: WorkBudget): Superblock {
  const base = findSignature(source);
  if (base === undefined) throw new FormatError('FORMAT_MALFORMED', 'no HDF5 signature', { offset: 0 });
  const head = source.read(base, 16);
  const version = head[8] ?? 255;
  if (version > 3) {
    throw new FormatError('FORMAT_UNSUPPORTED', `HDF5 superblock version ${version} is unknown`, { offset: base + 8 });
  }
  const at = version < 2 ? 13 : 9;
  const sizes = { offset: head[at] ?? 0, length: head[at + 1] ?? 0 };
  if (!isWidth(sizes.offset) || !isWidth(sizes.length)) {
    throw new FormatError('FORMAT_MALFORMED', 'addresses have an impossible width', { offset: base + at });
  }
  const file = new Hdf5File(source, base, sizes, budget);
  const length = version < 2 ? 24 + (version === 1 ? 4 : 0) + 6 * sizes.offset + 24 : 12 + 4 * sizes.offset + 4;
  return file.block('superblock', 0, Math.min(length, file.source.size), (block) =>
    version < 2 ? parseOld(block, file, version) : parseNew(block, file, version),
  );
}

function parseOld(block: Hdf5Block, file: Hdf5File, version: number): Superblock {
  block.skip(version === 1 ? 28 : 24);
  block.address();
  block.address();
  const endOfFile = known(block.address());
  const driver = block.address();
  if (driver !== undefined) file.notFollowed('the file is one of several that a driver joins', driver);
  block.address();
  return { file, version, root: known(block.address()), endOfFile };
}

function parseNew(block: Hdf5Block, file: Hdf5File, version: number): Superblock {
  block.skip(12);
  block.address();
  block.address();
  const endOfFile = known(block.address());
  return { file, version, root: known(block.address()), endOfFile };
}

function known(address: number | undefined): number {
  if (address === undefined) throw new FormatError('FORMAT_MALFORMED', 'an address that must be set is not');
  return address;
}

function isWidth(bytes: number): boolean {
  return bytes === 2 || bytes === 4 || bytes === 8;
}
