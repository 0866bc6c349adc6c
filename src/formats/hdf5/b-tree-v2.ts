// Version 2 B-trees (specification, section III.A.2): records of one size in leaves and inner nodes.
import { FormatError } from '#core/errors';
import { bytesFor, Hdf5Block, type Hdf5File } from './hdf5-file.ts';

interface Tree {
  readonly nodeBytes: number;
  readonly recordBytes: number;
  readonly depth: number;
  readonly root: number | undefined;
  readonly rootRecords: number;
}

interface Node {
  readonly address: number;
  readonly records: number;
  /** 0 for a leaf. */
  readonly level: number;
}

/** Signature, version, type, checksum. */
const nodeOverhead = 10;

/** Gives every record of the tree at `address` to `onRecord`, in no particular order. @throws {FormatError} */
export function readTreeV2(file: Hdf5File, address: number, onRecord: (record: Hdf5Block) => void): void {
  const tree = readHeader(file, address);
  if (tree.root === undefined || tree.rootRecords === 0) return;
  const levels = levelsOf(file, tree);
  const open: Node[] = [{ address: tree.root, records: tree.rootRecords, level: tree.depth }];
  const seen = new Set<number>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // ATTACKER: inner nodes may point at each other.
    if (seen.has(node.address)) throw new FormatError('FORMAT_MALFORMED', 'a B-tree leads back to itself');
    seen.add(node.address);
    open.push(...readNode(file, tree, levels, node, onRecord));
  }
}

function readHeader(file: Hdf5File, address: number): Tree {
  return file.block('B-tree', address, 22 + file.offsetBytes + file.lengthBytes, (block) => {
    block.signature('BTHD');
    block.skip(2);
    const nodeBytes = block.u32();
    const recordBytes = block.u16();
    const depth = block.u16();
    block.skip(2);
    const root = block.address();
    const rootRecords = block.u16();
    if (recordBytes === 0 || nodeBytes <= nodeOverhead + recordBytes || depth > 32) {
      throw new FormatError('FORMAT_MALFORMED', 'impossible node sizes');
    }
    return { nodeBytes, recordBytes, depth, root, rootRecords };
  });
}

/** How wide the counters beside a child's address are at each level. */
interface Level {
  /** Width of the total count of records below a child; 0 when the child is a leaf. */
  readonly totalBytes: number;
  readonly countBytes: number;
}

function levelsOf(file: Hdf5File, tree: Tree): readonly Level[] {
  const leafRecords = Math.floor((tree.nodeBytes - nodeOverhead) / tree.recordBytes);
  const countBytes = bytesFor(leafRecords);
  const levels: Level[] = [{ totalBytes: 0, countBytes }];
  let total = leafRecords;
  let totalBytes = 0;
  for (let level = 1; level <= tree.depth; level++) {
    levels.push({ totalBytes, countBytes });
    const pointerBytes = file.offsetBytes + countBytes + totalBytes;
    const records = Math.floor((tree.nodeBytes - nodeOverhead - pointerBytes) / (tree.recordBytes + pointerBytes));
    total = (records + 1) * total + records;
    totalBytes = bytesFor(total);
  }
  return levels;
}

function readNode(
  file: Hdf5File,
  tree: Tree,
  levels: readonly Level[],
  node: Node,
  onRecord: (record: Hdf5Block) => void,
): Node[] {
  const level = levels[node.level];
  if (level === undefined || node.records * tree.recordBytes > tree.nodeBytes) {
    throw new FormatError('FORMAT_MALFORMED', 'a B-tree node claims too many records');
  }
  const records: Uint8Array[] = [];
  const children = file.block('B-tree node', node.address, tree.nodeBytes, (block) => {
    block.signature(node.level === 0 ? 'BTLF' : 'BTIN');
    block.skip(2);
    for (let index = 0; index < node.records; index++) records.push(block.view(tree.recordBytes));
    if (node.level === 0) return [];
    return Array.from({ length: node.records + 1 }, (): Node => {
      const address = block.address();
      const count = block.unsigned(level.countBytes) ?? 0;
      block.skip(level.totalBytes);
      if (address === undefined) throw new FormatError('FORMAT_MALFORMED', 'a child is missing');
      return { address, records: count, level: node.level - 1 };
    });
  });
  for (const record of records) onRecord(new Hdf5Block(record, file));
  return children;
}
