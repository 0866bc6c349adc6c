// The contract of the index, on every engine.
import { expect, test } from 'vitest';
import { encodeManifest } from '#core/manifest';
import { findAsset } from '#database/find-asset';
import { findEntries } from '#database/find-entries';
import { findReference } from '#database/find-reference';
import { listAssets } from '#database/list-assets';
import { statementsOf } from '#database/statements-of';
import { describeIndexes, dumpOf, openTestIndex } from '#testkit/indexes';
import { assetStatement, digestOf, LogBuilder, moveStatement } from '#testkit/logged-entries';

describeIndexes('the index', ({ newLocation }) => {
  test('takes entries in any portions and gives the same dump', async () => {
    const { entries } = smallLog();
    const whole = await openTestIndex(await newLocation());
    await whole.apply(entries);
    const single = await openTestIndex(await newLocation());
    for (const entry of entries) await single.apply([entry]);
    const dump = await dumpOf(whole);
    expect(await dumpOf(single)).toBe(dump);
    expect(dump.split('\n').length).toBeGreaterThan(entries.length);
    expect(await whole.cursor()).toEqual({
      next: entries.length,
      last: { at: expect.any(Number), envelope: entries.at(-1)?.envelope },
    });
    await whole.close();
    await single.close();
  });

  test('passes over what it has and refuses what leaves a gap', async () => {
    const { entries } = smallLog();
    const index = await openTestIndex(await newLocation());
    await index.apply(entries.slice(0, 3));
    await index.apply(entries.slice(1));
    expect((await index.cursor()).next).toBe(entries.length);
    await expect(index.apply([{ ...smallLog().entries[0], index: 99 }].flatMap(withParts))).rejects.toMatchObject({
      code: 'INDEX_GAP',
    });
    await index.close();
  });

  test('answers for assets, references, files and statements', async () => {
    const { entries, asset, file } = smallLog();
    const index = await openTestIndex(await newLocation());
    await index.apply(entries);
    expect((await findAsset(index, asset.slice(0, 8))).name).toBe('reviews');
    expect((await findReference(index, 'reviews')).version).toBe(2);
    expect((await listAssets(index, { unlabelled: true })).assets.map(({ id }) => id)).toContain(asset);
    expect(await findEntries(index, file)).toEqual([{ asset, path: 'reviews.csv', size: 3 }]);
    expect((await statementsOf(index, asset, 0)).map(({ kind }) => kind)).toEqual(['asset-manifest', 'reference-move']);
    await index.close();
  });
});

function withParts(
  entry: Partial<ReturnType<typeof smallLog>['entries'][number]>,
): ReturnType<typeof smallLog>['entries'] {
  const { at, envelope, index } = entry;
  return at === undefined || envelope === undefined || index === undefined
    ? []
    : [{ at, envelope, index, refusal: 'none' }];
}

function smallLog(): {
  entries: LogBuilder['entries'];
  asset: ReturnType<typeof digestOf>;
  file: ReturnType<typeof digestOf>;
} {
  const log = new LogBuilder();
  const file = digestOf('content');
  const manifest = encodeManifest([{ type: 'file', path: 'reviews.csv', size: 3, sha256: file, executable: false }]);
  const other = digestOf('other');
  log.state(assetStatement(manifest.assetId, 'reviews'), { manifest });
  log.state(moveStatement('reviews', 1, manifest.assetId));
  log.state(assetStatement(other, 'reviews', { parents: [{ asset: file, relation: 'derived-from' }] }));
  log.state(moveStatement('reviews', 2, other, manifest.assetId));
  log.state(moveStatement('reviews', 2, manifest.assetId, other));
  log.refuse('no key signed it');
  return { entries: log.entries, asset: manifest.assetId, file };
}
