// Trees, tiles and proofs: every size and every pair against RFC 6962's own recursive definition.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyRoot, leafHash, nodeHash, rootOf } from '#core/tree-hash';
import { buildMemoryLog, memoryStorage } from '#testkit/log';
import { auditLog } from './audit-log.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { parseTilePath, tilePath } from './tile-path.ts';
import { TileTree } from './tile-tree.ts';
import { emptyEdge, growTree, rootOfEdge } from './tree-edge.ts';
import { verifyConsistency } from './verify-consistency.ts';
import { verifyInclusion } from './verify-inclusion.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

// The entries and roots of the reference tree of RFC 6962 implementations (certificate-transparency, merkletree tests).
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hex);
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test.each(roots.map((root, size) => ({ root, size })))('RFC 6962 reference tree of $size entries', ({ root, size }) => {
  const { edge } = growTree(emptyEdge, entries.slice(0, size));
  expect(Buffer.from(rootOfEdge(edge)).toString('hex')).toBe(root);
});

const many = Array.from({ length: 1030 }, (_, index) => Buffer.from(`entry ${index}`));

/** All sizes at once: tiles of the largest tree, and roots computed by the recursive definition over hashes. */
async function grown(count: number): Promise<TileTree> {
  const storage = memoryStorage();
  await storage.put(growTree(emptyEdge, many.slice(0, count)).resources);
  return new TileTree(storage, count);
}

test.each([1, 2, 3, 7, 8, 255, 256, 257, 511, 513, 1030])(
  'every entry of %i is included, and no other',
  async (size) => {
    const tree = await grown(size);
    const leaves = many.slice(0, size).map(leafHash);
    const root = rootOf(leaves);
    expect(Buffer.from(await tree.root()).equals(root)).toBe(true);
    for (let index = 0; index < size; index += size > 300 ? 7 : 1) {
      const proof = await tree.inclusionProof(index);
      const claim = { index, leaf: leaves[index] ?? emptyRoot, proof, size, root };
      await verifyInclusion(claim, nodeCryptography);
      const wrong = [
        { ...claim, leaf: nodeHash(root, root) },
        { ...claim, proof: [...proof, root] },
        { ...claim, index: size },
        { ...claim, root: emptyRoot },
        { ...claim, leaf: new Uint8Array(31) },
      ];
      for (const other of wrong)
        await expect(verifyInclusion(other, nodeCryptography)).rejects.toMatchObject({ code: 'LOG_PROOF' });
    }
  },
);

test('every tree begins with every earlier one', async () => {
  for (const size of [1, 2, 5, 64, 100, 256, 300, 1030]) {
    const tree = await grown(size);
    const leaves = many.slice(0, size).map(leafHash);
    const later = { size, root: rootOf(leaves) };
    for (let earlier = 0; earlier <= size; earlier += size > 200 ? 13 : 1) {
      const before = { size: earlier, root: rootOf(leaves.slice(0, earlier)) };
      const proof = await tree.consistencyProof(earlier);
      await verifyConsistency(before, later, proof, nodeCryptography);
      const other = { size: earlier, root: nodeHash(before.root, before.root) };
      await expect(verifyConsistency(other, later, proof, nodeCryptography)).rejects.toMatchObject({
        code: 'LOG_PROOF',
      });
      const longer = verifyConsistency(before, later, [...proof, later.root], nodeCryptography);
      await expect(longer).rejects.toMatchObject({ code: 'LOG_PROOF' });
    }
  }
});

const largest = process.env.ASSAY_SLOW === undefined ? 300 : 2000;

test(`one entry and one earlier tree of every size up to ${largest}`, { timeout: 600_000 }, async () => {
  const words = Array.from({ length: largest }, (_, index) => Buffer.from(`entry ${index}`));
  const leaves = words.map(leafHash);
  const storage = memoryStorage();
  let edge = emptyEdge;
  let before = { size: 0, root: emptyRoot };
  for (const [at, word] of words.entries()) {
    const growth = growTree(edge, [word]);
    edge = growth.edge;
    await storage.put(growth.resources);
    const size = at + 1;
    const later = { size, root: rootOfEdge(edge) };
    const tree = new TileTree(storage, size);
    // Each size gets another index and another earlier size; the last entry and the size before are the borders.
    for (const index of new Set([0, at, size >> 1, (at * 31) % size])) {
      const proof = await tree.inclusionProof(index);
      const claim = { index, leaf: leaves[index] ?? emptyRoot, proof, size, root: later.root };
      await verifyInclusion(claim, nodeCryptography);
      const neighbour = { ...claim, index: index === 0 ? 1 : index - 1 };
      await expect(verifyInclusion(neighbour, nodeCryptography)).rejects.toMatchObject({ code: 'LOG_PROOF' });
    }
    await verifyConsistency(before, later, await tree.consistencyProof(at), nodeCryptography);
    const earlier = (at * 31) % size;
    const early = { size: earlier, root: rootOf(leaves.slice(0, earlier)) };
    const proof = await tree.consistencyProof(earlier);
    await verifyConsistency(early, later, proof, nodeCryptography);
    if (earlier > 0) {
      const shorter = proof.slice(0, -1);
      const cut = verifyConsistency(early, later, shorter, nodeCryptography);
      await expect(cut).rejects.toMatchObject({ code: 'LOG_PROOF' });
    }
    before = later;
  }
});

test('growing in steps gives the bytes of growing at once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }), (steps) => {
      let edge = emptyEdge;
      const resources = new Map<string, Uint8Array>();
      for (const step of steps) {
        const growth = growTree(edge, many.slice(edge.size % 700, (edge.size % 700) + step));
        edge = growth.edge;
        for (const [path, bytes] of growth.resources) resources.set(path, bytes);
      }
      const all = steps.reduce<{ at: number; list: Buffer[] }>(
        ({ at, list }, step) => ({ at: at + step, list: [...list, ...many.slice(at % 700, (at % 700) + step)] }),
        { at: 0, list: [] },
      ).list;
      const whole = growTree(emptyEdge, all);
      expect(Buffer.from(rootOfEdge(edge)).equals(rootOfEdge(whole.edge))).toBe(true);
      for (const [path, bytes] of whole.resources)
        expect(Buffer.from(resources.get(path) ?? []).equals(bytes), path).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('paths of tiles', () => {
  expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
  expect(parseTilePath('tile/entries/x001/x234/067.p/8')).toEqual({ level: 'entries', index: 1234067, width: 8 });
  for (const path of [
    'tile/0/0',
    'tile/64/000',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'x',
  ]) {
    expect(parseTilePath(path), path).toBeUndefined();
  }
});

test('any flipped bit of any tile or bundle is named', async () => {
  const { storage, files } = await buildMemoryLog([3, 254, 1, 260]);
  expect((await auditLog(storage)).problems).toEqual([]);
  for (const [path, bytes] of files) {
    if (path === 'checkpoint') continue;
    for (const at of [0, 1, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      files.set(path, flipped);
      expect(
        (await auditLog(storage)).problems.map((problem) => problem.path),
        `${path} byte ${at}`,
      ).toContain(path);
    }
    files.set(path, bytes);
  }
});
