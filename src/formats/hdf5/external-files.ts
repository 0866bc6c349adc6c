// Other files that a dataset's elements come from: external data files (message 7) and virtual datasets.
import { FormatError } from '#core/errors';
import type { GlobalHeap } from './global-heap.ts';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';

/** Names of the raw files in an external data files message; their names stand in a local heap. @throws {FormatError} */
export function readExternalFiles(file: Hdf5File, message: Uint8Array): string[] {
  const block = new Hdf5Block(message, file);
  block.skip(4);
  block.skip(2);
  const slots = block.u16();
  const heap = block.address();
  block.assertCount(slots, 3 * file.lengthBytes);
  if (heap === undefined) return [];
  const { from, size } = file.block('local heap', heap, 8 + 2 * file.lengthBytes + file.offsetBytes, (head) => {
    head.signature('HEAP');
    head.skip(4);
    const length = head.length() ?? 0;
    head.length();
    return { from: head.address() ?? 0, size: length };
  });
  const names = file.block('local heap data', from, size, (data) => data.view(size));
  return Array.from({ length: slots }, () => {
    const offset = block.length() ?? 0;
    block.length();
    block.length();
    return new Hdf5Block(names.subarray(Math.min(offset, names.length)).subarray(0, 4096), file).textToNul();
  });
}

/** Names of the files that a virtual dataset maps, `.` for this file. @throws {FormatError} */
export function readVirtualSources(file: Hdf5File, heap: GlobalHeap, address: number, index: number): string[] {
  const block = new Hdf5Block(heap.object(address, index).bytes, file);
  const version = block.u8();
  if (version > 1) throw new FormatError('FORMAT_UNSUPPORTED', `virtual mapping version ${version} is unknown`);
  const entries = block.assertCount(block.length() ?? 0, 4);
  const names = new Set<string>();
  for (let entry = 0; entry < entries; entry++) {
    // Version 1: 1 and 2 mean that the name of the file or dataset is that of an earlier entry, 4 that it is this file.
    const flags = version === 1 ? block.u8() : 0;
    if (flags & 1) block.length();
    else if ((flags & 4) === 0) names.add(block.textToNul());
    if (flags & 2) block.length();
    else block.textToNul();
    skipSelection(block);
    skipSelection(block);
  }
  return [...names];
}

/** Steps over a serialised selection (`H5S_SELECT_SERIALIZE`): 0 none, 1 points, 2 hyperslabs, 3 all. */
function skipSelection(block: Hdf5Block): void {
  const type = block.u32();
  const version = block.u32();
  if (version === 1) {
    block.skip(4);
    block.skip(block.u32());
  } else if (type === 2 && version === 2) {
    block.skip(1);
    block.skip(block.u32());
  } else if ((type === 1 && version === 2) || (type === 2 && version === 3)) {
    const regular = type === 2 && (block.u8() & 1) !== 0;
    const width = block.u8();
    const rank = block.u32();
    if (regular) block.skip(4 * rank * width);
    else block.skip((block.unsigned(width) ?? 0) * rank * width * type);
  } else {
    throw new FormatError('FORMAT_UNSUPPORTED', `selection type ${type}, version ${version} is unknown`);
  }
}
