// Kills processes that promote assets at random instants: an asset lies in one zone, all of its bytes can be read there, and what was
// acknowledged counts.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseSha256 } from '#core/digest';
import { blobsOfAsset } from '#flow/assets/asset-blobs';
import { checkWorkspaceStore } from '#flow/store/check-store';
import type { Workspace } from '#flow/workspace/workspace';
import { bytesOf, whereBytesLie } from '#flow/zones/asset-bytes';
import { settle } from '#flow/zones/settle';
import { foldedPlace } from '#flow/zones/zone-of';
import { heldStore, zoneNamed } from '#flow/zones/zone-store';
import { putLenientGates } from '#testkit/lenient-gates';
import { buildWorkspace } from '#testkit/workspace';
import { killedAfter } from './killed-after.ts';

const kills = process.env.ASSAY_SLOW === undefined ? 4 : 400;
const program = fileURLToPath(new URL('./promote-forever.ts', import.meta.url));

test(`${kills} kills, two writers at a time`, { timeout: 7_200_000 }, async () => {
  const made = await buildWorkspace();
  try {
    await putLenientGates(made, await made.open(), ['leave-quarantine']);
    const added = new Map<string, string>();
    const placed = new Map<string, string[]>();
    for (let round = 0; round < kills / 2; round++) {
      const killed = await Promise.all(
        [0, 1].map((writer) =>
          killedAfter(program, [made.root, String(writer)], { withinMs: 6000, from: 'first-answer' }),
        ),
      );
      // Whoever ends before he is killed has met an error that was none.
      expect(killed.map((one) => one.killed)).toEqual([true, true]);
      for (const line of killed.flatMap(({ lines }) => lines)) {
        const [what, id = '', rest = ''] = line.split(' ');
        if (what === 'added') added.set(id, rest);
        if (what === 'placed') placed.set(id, [...(placed.get(id) ?? []), rest]);
      }
    }
    expect(placed.size).toBeGreaterThan(0);
    await assertKept(await made.openWith({ now: () => new Date() }), added, placed);
  } finally {
    await made.remove();
  }
});

async function assertKept(
  workspace: Workspace,
  added: ReadonlyMap<string, string>,
  placed: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const [id, content] of added) {
    const asset = parseSha256(id);
    const { place, refused } = await foldedPlace(workspace, asset);
    expect(refused, content).toEqual([]);
    expect(['data-engineering', 'quarantine']).toContain(place?.zone);
    const counting = await placementIds(workspace, id);
    for (const statement of placed.get(id) ?? []) expect(counting).toContain(statement);
    const texts = await Promise.all(
      (await blobsOfAsset(workspace, asset)).map((digest) => bytesOf(workspace, asset).read(digest, 10_000)),
    );
    expect(texts.map((bytes) => Buffer.from(bytes).toString())).toContain(`id\n${content}\n`);
    await settle(workspace, asset);
  }
  await assertNowhereElse(workspace, [...added.keys()]);
  expect((await checkWorkspaceStore(workspace)).problems).toEqual([]);
}

/** Once settled, what only one asset has lies in its zone alone. */
async function assertNowhereElse(workspace: Workspace, ids: readonly string[]): Promise<void> {
  for (const asset of ids.map(parseSha256)) {
    const zone = (await foldedPlace(workspace, asset)).place?.zone;
    for (const digest of await blobsOfAsset(workspace, asset)) {
      expect(await whereBytesLie(workspace, asset, digest)).toBe(zone);
      const text = Buffer.from(await bytesOf(workspace, asset).read(digest, 10_000)).toString('latin1');
      if (!/^id\n\d-/.test(text)) continue;
      const other = zone === 'quarantine' ? 'data-engineering' : 'quarantine';
      const store = await heldStore(workspace, await zoneNamed(workspace, other));
      expect(await store?.has(digest)).toBe(false);
    }
  }
}

async function placementIds(workspace: Workspace, asset: string): Promise<readonly string[]> {
  const { tables } = await workspace.index();
  const rows = await tables
    .selectFrom('subject')
    .innerJoin('entry', 'entry.log_index', 'subject.log_index')
    .select('entry.envelope')
    .where('subject.digest', '=', parseSha256(asset))
    .where('entry.predicate', '=', 'placement')
    .where('entry.standing', '=', 'verified')
    .execute();
  return rows.map(({ envelope }) => envelope);
}
