// What the index answers, on every engine, and what it does with logs that somebody made to hurt it.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Sha256 } from '#core/digest';
import { lastAudit } from '#database/audits';
import { findAsset } from '#database/find-asset';
import { findReference } from '#database/find-reference';
import { type Impact, impact } from '#database/impact';
import type { IndexDatabase } from '#database/index-database';
import { lineage } from '#database/lineage';
import { listAssets } from '#database/list-assets';
import { listKeys } from '#database/list-keys';
import { listReferences } from '#database/list-references';
import { referenceHistory } from '#database/reference-history';
import { statementsOf } from '#database/statements-of';
import { describeIndexes, openTestIndex } from '#testkit/indexes';
import {
  assetStatement,
  auditStatement,
  decisionStatement,
  digestOf,
  firstAt,
  keyStatement,
  LogBuilder,
  makingStatement,
  moveStatement,
  releaseStatement,
} from '#testkit/logged-entries';

const dayMs = 86_400_000;
const isSlow = process.env['ASSAY_SLOW'] !== undefined;
const [root, trainer] = [digestOf('root'), digestOf('trainer')];
const [data, model, adapter, manifest, suite] = [
  digestOf('data'),
  digestOf('model'),
  digestOf('adapter'),
  digestOf('manifest'),
  digestOf('suite'),
];

describeIndexes('the index answers', ({ name, newLocation }) => {
  const opened = async (log: LogBuilder): Promise<IndexDatabase> => {
    const index = await openTestIndex(await newLocation());
    await index.apply(log.entries);
    return index;
  };

  test('what a data set, a key, a supplier, a host and a test suite have an influence on', async () => {
    const index = await opened(lifeOfAModel());
    const named = (text: string): Promise<Impact> => impact(index, { kind: 'name', name: text });
    const ofData = await impact(index, { kind: 'digest', digest: data });
    expect(descendants(ofData)).toEqual([data, model, adapter, manifest].sort());
    expect(ofData.references).toEqual([
      { name: 'reviews', version: 1, asset: model, current: false },
      { name: 'reviews', version: 2, asset: adapter, current: true },
    ]);
    expect(ofData.releases.map(({ system, version, manifest: id, stands }) => [system, version, id, stands])).toEqual([
      ['review-assistant', '1.0.0', manifest, true],
    ]);
    expect(ofData.decisions.map(({ gate, decision, asset, stands }) => [gate, decision, asset, stands])).toEqual([
      ['into-training', 'allow', model, true],
    ]);
    expect(ofData.weakened.statements).toEqual([]);
    expect(descendants(await impact(index, { kind: 'key', key: trainer }))).toEqual(
      [trainer, model, adapter, manifest].sort(),
    );
    expect(descendants(await named('Example Data'))).toContain(manifest);
    expect(descendants(await named('trainer-4'))).toEqual([model, adapter, manifest].sort());
    expect(descendants(await named('nobody'))).toEqual([]);
    const ofSuite = await impact(index, { kind: 'digest', digest: suite });
    expect(descendants(ofSuite)).toEqual([suite]);
    expect(ofSuite.weakened.statements.map(({ kind, subjects }) => [kind, subjects])).toEqual([
      ['provenance', [model]],
      ['gate-decision', [model]],
    ]);
    await index.close();
  });

  test('which keys there are and what a revocation takes', async () => {
    const log = lifeOfAModel();
    const from = log.entries.length;
    log.state(keyStatement({ action: 'revoke', key: trainer, from: log.entries[0]?.at ?? '' }), { signedBy: [root] });
    const index = await opened(log);
    expect((await listKeys(index)).map(({ id, state, roles, signed }) => [id, state, roles, signed])).toEqual([
      [root, 'trusted', ['*'], from],
      [trainer, 'revoked', ['*'], 1],
    ]);
    const { steps, unrecorded } = await lineage(index, manifest, 'up');
    expect(steps.filter(({ grade }) => grade === 'revoked').map(({ children }) => children)).toEqual([[model]]);
    expect(unrecorded.revoked).toHaveLength(1);
    const [, revoked] = await statementsOf(index, model, firstAt, { kind: 'provenance' });
    expect([revoked, (await statementsOf(index, model, firstAt, { kind: 'provenance' }))[0]?.standing]).toEqual([
      expect.objectContaining({ standing: 'verified' }),
      'revoked',
    ]);
    await index.close();
  });

  test('assets by what is said about them, the newest statement first', async () => {
    const log = lifeOfAModel();
    log.state(assetStatement(model, 'model', { owner: 'team', sensitivity: 'restricted', ipClass: 'trade-secret' }), {
      signedBy: [root],
    });
    const index = await opened(log);
    const ids = async (filter: Parameters<typeof listAssets>[1]): Promise<Sha256[]> =>
      (await listAssets(index, filter)).assets.map(({ id }) => id);
    expect(await ids({})).toEqual([data, adapter, model]);
    expect(await ids({ owner: 'team' })).toEqual([model]);
    expect(await ids({ kind: 'dataset', supplier: 'Example Data' })).toEqual([data]);
    expect(await ids({ unlabelled: true })).toEqual([data, adapter]);
    expect(await ids({ sensitivity: 'restricted', name: 'model' })).toEqual([model]);
    const [first, second] = (await listReferences(index)).map(({ name: called, version, asset }) => [
      called,
      version,
      asset,
    ]);
    expect([first, second]).toEqual([['reviews', 2, adapter], undefined]);
    expect(
      (await referenceHistory(index, 'reviews')).map(({ version, asset, stands }) => [version, asset, stands]),
    ).toEqual([
      [1, model, true],
      [2, adapter, true],
    ]);
    await expect(findReference(index, 'reviews', 3)).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
    await expect(findReference(index, 'nothing')).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
    await expect(findAsset(index, 'zz')).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
    await index.close();
  });

  test('more than one asset id that begins alike is no answer', async () => {
    const log = new LogBuilder();
    for (let place = 0; place < 40; place++) log.state(assetStatement(digestOf(`asset ${place}`), `asset ${place}`));
    const index = await opened(log);
    const alike = log.entries
      .map(({ verified }) => verified?.subjects[0]?.sha256 ?? '')
      .find((id, place, all) => all.some((other, at) => at !== place && other[0] === id[0]));
    await expect(findAsset(index, alike?.[0] ?? '')).rejects.toMatchObject({ code: 'ASSET_AMBIGUOUS' });
    expect((await findAsset(index, digestOf('asset 7').slice(0, 12))).name).toBe('asset 7');
    await index.close();
  });

  test('which audit was the last', async () => {
    const log = lifeOfAModel();
    log.state(auditStatement([data, model], firstAt + dayMs), { signedBy: [root] });
    const index = await opened(log);
    expect(await lastAudit(index, 'workspace')).toMatchObject({
      outcome: 'pass',
      finishedAt: new Date(firstAt + dayMs).toISOString(),
    });
    expect(await lastAudit(index, 'deployment')).toBeUndefined();
    const [, audit] = await statementsOf(index, data, firstAt + 40 * dayMs);
    expect(audit).toMatchObject({ kind: 'integrity-check', expired: true });
    await index.close();
  });

  test('a chain of very many and a thing of 10,000 parents', { timeout: 600_000 }, async () => {
    const links = isSlow ? 100_000 : 10_000;
    const log = new LogBuilder();
    for (let place = 0; place < links; place++)
      log.state(makingStatement([digestOf(`${place + 1}`)], [{ role: 'derived-from', sha256: digestOf(`${place}`) }]));
    log.state(
      makingStatement(
        [digestOf('wide')],
        Array.from({ length: 10_000 }, (_, place) => ({ role: 'merged-from', sha256: digestOf(`part ${place}`) })),
      ),
    );
    log.state(makingStatement([digestOf('self')], [{ role: 'derived-from', sha256: digestOf('self') }]));
    const index = await opened(log);
    const deep = await lineage(index, digestOf('0'), 'down');
    expect([deep.whole, deep.nodes.length, deep.nodes.at(-1)?.distance]).toEqual([true, links + 1, links]);
    expect((await lineage(index, digestOf('wide'), 'up')).nodes).toHaveLength(10_001);
    expect((await lineage(index, digestOf('self'), 'up')).nodes.map(({ digest }) => digest)).toEqual([
      digestOf('self'),
    ]);
    await index.close();
  });

  test.skipIf(name !== 'sqlite' && !isSlow)(
    'says that it left something out where everything leads everywhere',
    { timeout: 600_000 },
    async () => {
      const log = new LogBuilder();
      const crowd = Array.from({ length: 5000 }, (_, place) => digestOf(`crowd ${place}`));
      const materials = crowd.map((sha256) => ({ role: 'merged-from', sha256 }));
      for (let place = 0; place < 25; place++) log.state(makingStatement(crowd, materials));
      const index = await opened(log);
      const graph = await lineage(index, digestOf('crowd 0'), 'up');
      expect(graph.whole).toBe(false);
      await index.close();
    },
  );
});

test('no question about lineage goes through a whole table', async () => {
  const index = await openTestIndex({ kind: 'sqlite', path: ':memory:' });
  await index.apply(lifeOfAModel().entries);
  const asked: string[] = [];
  const executor = index.tables.getExecutor();
  const watched = index.tables.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(executor.compileQuery(node, { queryId: 'explained' }).sql);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const asking: IndexDatabase = Object.create(index, { tables: { value: watched } });
  await lineage(asking, manifest, 'up', 'evidence');
  await impact(asking, { kind: 'key', key: trainer });
  await impact(asking, { kind: 'name', name: 'trainer-4' });
  await statementsOf(asking, model, firstAt);
  expect(asked.length).toBeGreaterThan(30);
  for (const text of new Set(asked)) {
    const { rows } = await sql<{
      detail: string;
    }>`${sql.raw(`explain query plan ${text.replaceAll('?', '1')}`)}`.execute(index.tables);
    const scans = rows.map(({ detail }) => detail).filter((detail) => isScan.test(detail));
    expect([scans, text]).toEqual([[], text]);
  }
  await index.close();
});

/** An index of the refused entries alone is gone through to count them. */
const isScan =
  /^SCAN (entry|signer|subject|node|edge|party|making|asset|asset_entry|file|move|decision|release)\b(?! USING COVERING INDEX entry_refused)/;

function descendants({ descent }: Impact): Sha256[] {
  return descent.nodes.map(({ digest }) => digest).sort();
}

/** Data is bought, a model trained on it and tested, let through a gate, adapted and released. */
function lifeOfAModel(): LogBuilder {
  const log = new LogBuilder();
  const byRoot = { signedBy: [root] };
  log.state(keyStatement({ action: 'trust', key: root }), byRoot);
  log.state(keyStatement({ action: 'trust', key: trainer }), byRoot);
  log.state(assetStatement(data, 'data', { kind: 'dataset', origin: { supplier: 'Example Data' } }), byRoot);
  log.state(assetStatement(model, 'model', { sensitivity: 'internal', ipClass: 'internal' }), byRoot);
  log.state(makingStatement([model], [{ role: 'trained-on', name: 'data', sha256: data }], { host: 'trainer-4' }), {
    signedBy: [trainer],
  });
  const tested = log.state(makingStatement([model], [{ role: 'evaluated-on', sha256: suite }]), byRoot);
  log.state(decisionStatement([model], [tested]).statement, byRoot);
  log.state(moveStatement('reviews', 1, model), byRoot);
  log.state(
    assetStatement(adapter, 'adapter', { kind: 'adapter', parents: [{ asset: model, relation: 'adapter-of' }] }),
    byRoot,
  );
  log.state(moveStatement('reviews', 2, adapter, model), byRoot);
  log.state(releaseStatement([manifest], [adapter]), byRoot);
  return log;
}
