// Tables of rows: their bytes, their root, proofs of single rows.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeCryptography } from '#log/node-cryptography';
import { verifyInclusion } from '#log/verify-inclusion';
import { buildTable, hexOf, tableOf } from '#testkit/rows';
import { parseSha256, sha256 } from '../digest.ts';
import { AssayError } from '../errors.ts';
import * as limits from '../limits.ts';
import { leafHash } from '../tree-hash.ts';
import { proveRow, type RowProof, rootOfTable, verifyRowProof } from './row-proof.ts';
import { digestAt, parseRowTable, textAt } from './row-table.ts';
import { RowTableBuilder } from './row-table-builder.ts';
import { rowHash, TreeRoot } from './row-tree.ts';

const lines = '{"id":1,"label":"a","t":"x"}\n{"id":2,"label":"b","t":"y"}\n{"t":"z"}\n{"id":1,"label":"a"}\n';
const options = { key: 'id', label: 'label' };

describe('a table', () => {
  const { bytes, table } = buildTable('json-lines', lines, options);

  test('holds keys, labels, digests and places', () => {
    expect(table.count).toBe(4);
    expect([0, 1, 2, 3].map((row) => textAt(table.keys ?? none, row).toString())).toEqual(['1', '2', '', '1']);
    expect([0, 1, 2, 3].map((row) => textAt(table.labels ?? none, row).toString())).toEqual(['"a"', '"b"', '', '"a"']);
    expect([...(table.places?.offsets ?? [])]).toEqual([0, 29, 58, 68]);
    expect([...(table.places?.lengths ?? [])]).toEqual([28, 28, 9, 20]);
    expect(hexOf(digestAt(table.digests, 2))).toBe(sha256(Buffer.from('{"t":"z"}')));
    expect(hexOf(digestAt(table.rests ?? table.digests, 0))).toBe(sha256(Buffer.from('{"id":1,"t":"x"}')));
    expect(table.oddities).toEqual({ 'key-missing': { count: 1, row: 3 } });
    expect(table.reading).toEqual({ format: 'json-lines', key: 'id', label: 'label' });
  });

  test('is read back from its bytes, from any place in memory', () => {
    const shifted = Buffer.concat([Buffer.alloc(3), bytes]);
    expect(parseRowTable(shifted.subarray(3))).toEqual(table);
    expect(rootOfTable(table)).toBe(table.root);
  });

  test('has bytes that stay what they are', () => {
    expect(sha256(bytes)).toBe('a2b7eee1736731be9bfdfe4cb845fa38f13bd0d8312225781f5025d5cf7d4c02');
    expect(table.root).toBe('f861c99f1ed63d540a3b6bbd27cc5df2a2cf245217760bebd8152329e0fa1590');
  });

  test('is refused when it is cut or longer, at every byte', () => {
    for (let end = 0; end < bytes.length; end += 1) {
      expect(codeOf(() => parseRowTable(bytes.subarray(0, end)))).toBe('ROWS_MALFORMED');
    }
    expect(codeOf(() => parseRowTable(Buffer.concat([bytes, Buffer.from([0])])))).toBe('ROWS_MALFORMED');
  });

  test('with one bit flipped is refused or has another digest, and never another root that holds', () => {
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
      try {
        const read = parseRowTable(flipped);
        // Places, labels and rests are not part of the root; the digest of the table covers them.
        expect(read.root === table.root || rootOfTable(read) !== read.root).toBe(true);
      } catch (error) {
        expect(error instanceof AssayError && error.code).toBe('ROWS_MALFORMED');
      }
    }
  });

  test.each([
    ['no line', 'x'],
    ['no JSON', 'x\n'],
    ['a name twice', '{"count":0,"count":0}\n'],
    ['a list', '[]\n'],
    ['spaces', `${header().replace(',', ', ')}\n`],
    ['an unknown member', `${header().replace('{', '{"a":1,')}\n`],
    ['a negative count', `${header().replace('"count":0', '"count":-1')}\n`],
    ['a huge count', `${header().replace('"count":0', '"count":9007199254740991')}\n`],
    ['a root that is none', `${header().replace(/"root":"../, '"root":"xx')}\n`],
    ['no reading', `${header().replace('{"format":"text"}', '1')}\n`],
  ])('with a header that is none is refused: %s', (_, text) => {
    expect(codeOf(() => parseRowTable(Buffer.from(text)))).toBe('ROWS_MALFORMED');
  });

  test('whose texts end before they begin is refused', () => {
    const broken = Buffer.from(bytes);
    // Ends of keys follow header, digests and places.
    broken.writeUInt32LE(99, broken.indexOf(0x0a) + 1 + 4 * 32 + 4 * 12);
    expect(codeOf(() => parseRowTable(broken))).toBe('ROWS_MALFORMED');
    const shorter = Buffer.from(bytes);
    shorter.writeUInt32LE(2, shorter.indexOf(0x0a) + 1 + 4 * 32 + 4 * 12 + 3 * 4);
    expect(codeOf(() => parseRowTable(shorter))).toBe('ROWS_MALFORMED');
  });

  test('with an offset that no file has is refused', () => {
    const broken = Buffer.from(bytes);
    broken.writeUInt32LE(0xffffffff, broken.indexOf(0x0a) + 1 + 4 * 32 + 4);
    expect(codeOf(() => parseRowTable(broken))).toBe('ROWS_MALFORMED');
  });

  test('offsets beyond 4 GiB come back', () => {
    const builder = new RowTableBuilder({ keys: false, labels: false, places: true });
    builder.add({ digest: new Uint8Array(32), offset: 2 ** 40 + 5, length: 2 ** 32 - 1 });
    const { places } = builder.finish({ format: 'text' }, {}).table;
    expect([places?.offsets[0], places?.lengths[0]]).toEqual([2 ** 40 + 5, 2 ** 32 - 1]);
  });

  test('keeps long keys as digests and cuts labels between characters', () => {
    const key = 'k'.repeat(limits.rowKeyBytes.value + 1);
    const label = `${'l'.repeat(limits.rowLabelBytes.value - 1)}é!`;
    const long = buildTable('csv', `id,label\n${key},${label}\n`, options).table;
    expect(textAt(long.keys ?? none, 0).toString()).toBe(`sha256:${sha256(Buffer.from(key))}`);
    expect(textAt(long.labels ?? none, 0).toString()).toBe('l'.repeat(limits.rowLabelBytes.value - 1));
    expect(long.oddities['key-long']).toEqual({ count: 1, row: 1 });
  });

  test('a file with more columns of one MiB', () => {
    const many = Array.from({ length: 40_000 }, (_, row) => `{"id":"${'x'.repeat(60)}${row}"}`).join('\n');
    const large = buildTable('json-lines', many, { key: 'id' });
    expect(rootOfTable(parseRowTable(large.bytes))).toBe(large.table.root);
    expect(textAt(large.table.keys ?? none, 39_999).toString()).toBe(`"${'x'.repeat(60)}39999"`);
  });
});

describe('the root', () => {
  const rootOf = (content: string, given = {}): string => buildTable('json-lines', content, given).table.root;

  test('changes if and only if rows, their order or the reading do', () => {
    const row = fc.constantFrom('{"id":1}', '{"id":2}', '{"id":3,"a":[]}', '4');
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), fc.array(row, { maxLength: 6 }), (a, b) => {
        expect(rootOf(a.join('\n')) === rootOf(b.join(' \r\n '))).toBe(a.join() === b.join());
      }),
    );
    expect(rootOf('{"id":1}', { key: 'id' })).not.toBe(rootOf('{"id":1}'));
    expect(buildTable('csv', 'a,b\n1,2\n').table.root).not.toBe(buildTable('csv', 'b,a\n1,2\n').table.root);
  });

  test('is that of RFC 6962 under a head', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), (count) => {
        const leaves = Array.from({ length: count }, (_, at) => leafHash(Buffer.from([at])));
        const tree = new TreeRoot();
        for (const leaf of leaves) tree.add(leaf);
        expect(hexOf(tree.root())).toBe(hexOf(treeHash(leaves)));
      }),
    );
  });
});

describe('a proof of a row', () => {
  const contents = (count: number): string => Array.from({ length: count }, (_, at) => `{"id":${at}}`).join('\n');

  test('of every row in trees of every small size, which the log agrees with', async () => {
    for (let count = 1; count <= 17; count += 1) {
      const { table } = buildTable('json-lines', contents(count), { key: 'id' });
      for (let row = 1; row <= count; row += 1) {
        const proof: RowProof = JSON.parse(JSON.stringify(proveRow(table, row)));
        const shown = verifyRowProof(proof, table.root);
        expect([shown.row, shown.count, shown.key.toString(), shown.reading.key]).toEqual([
          row,
          count,
          String(row - 1),
          'id',
        ]);
        expect(shown.digest).toBe(sha256(Buffer.from(`{"id":${row - 1}}`)));
        const leaf = rowHash(shown.key, Buffer.from(shown.digest, 'hex'));
        const tree = new TreeRoot();
        for (let at = 0; at < count; at += 1) tree.add(rowHash(Buffer.from(String(at)), digestAt(table.digests, at)));
        const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
        await verifyInclusion({ index: row - 1, leaf, proof: path, size: count, root: tree.root() }, nodeCryptography);
      }
    }
  });

  test('of a row that is not there cannot be made', () => {
    const { table } = buildTable('text', 'a\nb\n');
    for (const row of [0, 3, 1.5, Number.NaN]) expect(codeOf(() => proveRow(table, row))).toBe('ROWS_PROOF');
  });

  test('that was changed anywhere is refused', () => {
    const { table } = buildTable('json-lines', contents(5), { key: 'id' });
    const proof = proveRow(table, 3);
    const other = proof.digest.replace(/./, (digit) => (digit === '0' ? '1' : '0'));
    const changed: readonly RowProof[] = [
      { ...proof, row: 4 },
      { ...proof, row: 0 },
      { ...proof, row: 2 ** 53 },
      { ...proof, row: 6 },
      { ...proof, digest: parseSha256(other) },
      { ...proof, key: Buffer.from('9').toString('base64') },
      { ...proof, path: proof.path.slice(1) },
      { ...proof, path: [...proof.path, other] },
      { ...proof, path: [other, ...proof.path.slice(1)] },
      { ...proof, path: ['x', ...proof.path.slice(1)] },
      { ...proof, head: proof.head.replace('5', '6') },
      { ...proof, head: proof.head.replace('"key":"id"', '"key":"no"') },
      { ...proof, head: proof.head.replace(',', ', ') },
      { ...proof, head: '{}' },
      { ...proof, head: '{' },
    ];
    for (const one of changed) expect(codeOf(() => verifyRowProof(one, table.root))).toBe('ROWS_PROOF');
    expect(codeOf(() => verifyRowProof(proof, parseSha256('0'.repeat(64))))).toBe('ROWS_PROOF');
    const { key: _, ...withoutKey } = proof;
    expect(codeOf(() => verifyRowProof(withoutKey, table.root))).toBe('ROWS_PROOF');
  });

  test('of a row without key', () => {
    const { table } = buildTable('text', 'a\nb\nc\n');
    expect(verifyRowProof(proveRow(table, 2), table.root).digest).toBe(sha256(Buffer.from('b')));
  });
});

test('rows without label or rest in a table with labels', () => {
  const table = tableOf([{ content: 'a' }], { label: 'l' });
  expect(textAt(table.labels ?? none, 0)).toHaveLength(0);
});

/** MTH of RFC 6962 section 2.1, as it is defined. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return Buffer.from(sha256(Buffer.alloc(0)), 'hex');
  if (leaves.length === 1) return first;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const parts = [Buffer.from([1]), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split))];
  return Buffer.from(sha256(Buffer.concat(parts)), 'hex');
}

function header(): string {
  const { bytes } = buildTable('text', '');
  return Buffer.from(bytes).toString('utf8').trimEnd();
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof AssayError ? error.code : String(error);
  }
  return 'nothing was thrown';
}

const none = { ends: new Uint32Array(), bytes: new Uint8Array() };
