// Proofs that a row is part of a data set, for whoever holds nothing but the root. See `row-tree.ts` for what is hashed.
import { parseSha256, type Sha256 } from '../digest.ts';
import { AssayError } from '../errors.ts';
import { parseStrictJson } from '../json/parse-strict-json.ts';
import type { RowReading } from './row.ts';
import { digestAt, parseReading, type RowTable, textAt } from './row-table.ts';
import { encodeHead, pathTo, rootAbove, rowHash, TreeRoot, tableRoot } from './row-tree.ts';

/** Plain data: JSON writes it as it is. */
export interface RowProof {
  readonly schema: 'assay.row-proof/1';
  /** What the tree says of itself, canonical JSON. */
  readonly head: string;
  /** 1 for the first row. */
  readonly row: number;
  /** Base64; absent when the row has no key. */
  readonly key?: string;
  readonly digest: Sha256;
  /** Hashes on the way to the root, the row's sibling first, hex. */
  readonly path: readonly string[];
}

/** A row that is shown to be part of the tree. */
export interface ProvenRow {
  readonly row: number;
  readonly key: Uint8Array;
  readonly digest: Sha256;
  readonly count: number;
  readonly reading: RowReading;
}

/**
 * O(rows) hashes.
 * @param row - 1..table.count
 * @throws {AssayError} ROWS_PROOF when there is no such row
 */
export function proveRow(table: RowTable, row: number): RowProof {
  if (!Number.isSafeInteger(row) || row < 1 || row > table.count) {
    throw refused(`there are ${table.count} rows, and none of number ${row}`);
  }
  const key = keyAt(table, row - 1);
  return {
    schema: 'assay.row-proof/1',
    head: encodeHead(table.reading, table.count),
    row,
    ...(key.length === 0 ? {} : { key: Buffer.from(key).toString('base64') }),
    digest: parseSha256(Buffer.from(digestAt(table.digests, row - 1)).toString('hex')),
    path: pathTo(row - 1, table.count, leavesOf(table)).map((hash) => Buffer.from(hash).toString('hex')),
  };
}

/**
 * ATTACKER: everything in the proof is chosen by whoever hands it over.
 * @param root - from a statement that is believed
 * @throws {AssayError} ROWS_PROOF when the proof does not lead there
 */
export function verifyRowProof(proof: RowProof, root: Sha256): ProvenRow {
  const { count, reading } = parseHead(proof.head);
  const key = Buffer.from(proof.key ?? '', 'base64');
  if (!isDigest(proof.digest) || !proof.path.every(isDigest)) throw refused('a hash of the proof is none');
  if (!Number.isSafeInteger(proof.row) || proof.row < 1) throw refused('rows are counted from 1');
  const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
  const rows = rootAbove(proof.row - 1, count, rowHash(key, Buffer.from(proof.digest, 'hex')), path);
  if (rows === undefined) throw refused(`the proof is too long or too short for row ${proof.row} of ${count}`);
  if (Buffer.compare(tableRoot(proof.head, rows), Buffer.from(root, 'hex')) !== 0) {
    throw refused('the proof leads to another root');
  }
  return { row: proof.row, key, digest: parseSha256(proof.digest), count, reading };
}

/** The root over the rows that a table really holds; O(rows) hashes. */
export function rootOfTable(table: RowTable): Sha256 {
  const tree = new TreeRoot();
  const leafOf = leavesOf(table);
  for (let row = 0; row < table.count; row += 1) tree.add(leafOf(row));
  return parseSha256(Buffer.from(tableRoot(encodeHead(table.reading, table.count), tree.root())).toString('hex'));
}

function leavesOf(table: RowTable): (row: number) => Uint8Array {
  return (row) => rowHash(keyAt(table, row), digestAt(table.digests, row));
}

function keyAt({ keys }: RowTable, row: number): Uint8Array {
  return keys === undefined ? new Uint8Array(0) : textAt(keys, row);
}

function parseHead(head: string): { readonly count: number; readonly reading: RowReading } {
  let count: unknown;
  let reading: RowReading | undefined;
  let written: string | undefined;
  try {
    const node = parseStrictJson(Buffer.from(head), { maxBytes: 4 << 20, maxDepth: 4 });
    count = node instanceof Map ? node.get('count') : undefined;
    reading = parseReading(node);
    written = reading === undefined || typeof count !== 'number' ? undefined : encodeHead(reading, count);
  } catch (cause) {
    throw refused('the head of the proof is no JSON', cause);
  }
  if (reading === undefined || typeof count !== 'number' || !Number.isSafeInteger(count) || written !== head) {
    throw refused('the head of the proof is none');
  }
  return { count, reading };
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function refused(message: string, cause?: unknown): AssayError {
  return new AssayError('ROWS_PROOF', message, { cause });
}
