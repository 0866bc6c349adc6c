// Old-style groups: a version 1 B-tree over symbol table nodes, names in a local heap (specification, sections III.A-D).
import { FormatError } from '#core/errors';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';
import type { Link } from './link.ts';

/** The links of the group whose symbol table message is `message`. @throws {FormatError} */
export function readSymbolTable(file: Hdf5File, message: Uint8Array): Link[] {
  const block = new Hdf5Block(message, file);
  const tree = block.address();
  const heap = block.address();
  if (tree === undefined || heap === undefined) return [];
  const names = readLocalHeap(file, heap);
  return readLeaves(file, tree).flatMap((node) => readNode(file, node, names));
}

/** Reads all chunks or symbol nodes that a version 1 B-tree points to. */
export function readTreeV1(
  file: Hdf5File,
  root: number,
  keyBytes: number,
  onChild: (key: Hdf5Block, child: number) => void,
): void {
  const open = [root];
  const seen = new Set(open);
  const prefix = 8 + 2 * file.offsetBytes;
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    const head = file.block('B-tree node', address, prefix, (block) => {
      block.signature('TREE');
      block.skip(1);
      return { level: block.u8(), entries: block.u16() };
    });
    const length = head.entries * (keyBytes + file.offsetBytes) + keyBytes;
    file.block('B-tree node', address + prefix, length, (block) => {
      for (let entry = 0; entry < head.entries; entry++) {
        const key = new Hdf5Block(block.view(keyBytes), file);
        const child = block.address();
        if (child === undefined) continue;
        if (head.level === 0) onChild(key, child);
        else if (!seen.has(child)) {
          seen.add(child);
          open.push(child);
        }
      }
    });
  }
}

function readLeaves(file: Hdf5File, tree: number): number[] {
  const nodes = new Set<number>();
  readTreeV1(file, tree, file.lengthBytes, (_key, child) => nodes.add(child));
  return [...nodes];
}

function readLocalHeap(file: Hdf5File, address: number): Uint8Array {
  const { from, size } = file.block('local heap', address, 8 + 2 * file.lengthBytes + file.offsetBytes, (block) => {
    block.signature('HEAP');
    block.skip(4);
    const size = block.length() ?? 0;
    block.length();
    return { from: block.address() ?? 0, size };
  });
  return file.block('local heap data', from, size, (block) => block.view(size));
}

function readNode(file: Hdf5File, address: number, names: Uint8Array): Link[] {
  const count = file.block('symbol table node', address, 8, (block) => {
    block.signature('SNOD');
    block.skip(2);
    return block.u16();
  });
  const entryBytes = 2 * file.offsetBytes + 24;
  return file.block('symbol table node', address + 8, count * entryBytes, (block) =>
    Array.from({ length: count }, () => parseEntry(block, file, names)),
  );
}

function parseEntry(block: Hdf5Block, file: Hdf5File, names: Uint8Array): Link {
  const name = nameAt(names, file, block.address());
  const address = block.address();
  const cache = block.u32();
  block.skip(4);
  const target = block.u32();
  block.skip(12);
  if (cache === 2) return { kind: 'soft', name, target: nameAt(names, file, target) };
  if (address === undefined) throw new FormatError('FORMAT_MALFORMED', 'a group entry points nowhere');
  return { kind: 'hard', name, address };
}

function nameAt(names: Uint8Array, file: Hdf5File, offset: number | undefined): string {
  if (offset === undefined || offset > names.length) {
    throw new FormatError('FORMAT_MALFORMED', 'a name lies outside its heap');
  }
  // ATTACKER: overlapping names; each is cut, so the sum stays linear.
  return new Hdf5Block(names.subarray(offset, offset + longestName), file).textToNul();
}

const longestName = 4096;
