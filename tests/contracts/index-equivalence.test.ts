// The same log gives the same index: in whatever portions it comes, whoever applies it, on either engine.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldKeyChanges } from '#attest/fold-key-changes';
import type { SignedChange } from '#attest/key-change-rule';
import { refusalOf } from '#attest/trusted-key';
import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { encodeManifest } from '#core/manifest';
import type { IndexDatabase } from '#database/index-database';
import type { LoggedEntry } from '#database/logged-entry';
import { openIndex } from '#database/open-index';
import { predicate as keyChange } from '#predicates/key-change';
import { describeIndexes, dumpOf, openTestIndex, testLog } from '#testkit/indexes';
import {
  assetStatement,
  auditStatement,
  digestOf,
  firstAt,
  keyStatement,
  LogBuilder,
  makingStatement,
  moveStatement,
  releaseStatement,
} from '#testkit/logged-entries';

type Step =
  | {
      readonly kind: 'trust' | 'revoke' | 'make';
      readonly about: number;
      readonly by: number;
      readonly seconds: number;
    }
  | { readonly kind: 'move'; readonly version: number; readonly by: number }
  | { readonly kind: 'asset' | 'audit' | 'release' | 'again' | 'refuse'; readonly about: number };

const keys = ['root', 'first', 'second', 'third'].map((name) => digestOf(`key ${name}`));
const names = ['reviews', "x'; drop table entry; --", 'na\u0000me\uffff', '\u{1f600}\u202e%_', ''];
const things = [0, 1, 2, 3].map((place) => digestOf(`thing ${place}`));

const place = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('trust' as const, 'revoke' as const, 'make' as const),
    about: place,
    by: place,
    seconds: fc.nat(20),
  }),
  fc.record({ kind: fc.constant('move' as const), version: fc.integer({ min: 1, max: 3 }), by: place }),
  fc.record({
    kind: fc.constantFrom('asset' as const, 'audit' as const, 'release' as const, 'again' as const, 'refuse' as const),
    about: fc.nat(9),
  }),
);
const log = fc.array(step, { maxLength: 20 }).map(buildLog);

describeIndexes('one log, one index', ({ name, newLocation }) => {
  const numRuns = (name === 'sqlite' ? 25 : 4) * (process.env['ASSAY_SLOW'] === undefined ? 1 : 20);

  test('in any portions, and by two at once', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.array(fc.integer({ min: 1, max: 7 })), async (entries, portions) => {
        const expected = await dumpIn(':memory:', entries);
        const inPortions = await openTestIndex(await newLocation());
        await applyInPortions(inPortions, entries, portions);
        expect(await dumpOf(inPortions)).toBe(expected);
        await inPortions.close();

        const location = await newLocation();
        const both = await Promise.all([openTestIndex(location), openTestIndex(location)]);
        await Promise.all(both.map((index, which) => applyOverlapping(index, entries, which)));
        expect(await dumpOf(both[0])).toBe(expected);
        await Promise.all(both.map((index) => index.close()));
      }),
      { numRuns },
    );
  });

  test('counts what counts after all changes of keys', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (entries) => {
        const index = await openTestIndex(await newLocation());
        for (const entry of entries) await index.apply([entry]);
        const rows = await index.tables
          .selectFrom('entry')
          .select(['log_index', 'standing'])
          .orderBy('log_index')
          .execute();
        const judged = judge(entries);
        for (const { log_index, standing } of rows) {
          if (standing !== 'refused' && standing !== 'repeated')
            expect([log_index, standing]).toEqual([log_index, judged[log_index]]);
        }
        await index.close();
      }),
      { numRuns },
    );
  });
});

/** From nothing, under the changes of the whole log; what the index does step by step. */
function judge(entries: readonly LoggedEntry[]): readonly string[] {
  const seen = new Set<Sha256>();
  const changes = entries.flatMap(({ verified, at, index, envelope }): SignedChange[] => {
    if (verified === undefined || !isOfKind(verified, keyChange) || seen.has(envelope)) return [];
    seen.add(envelope);
    return [{ change: verified.body, at, index, signedBy: verified.signedBy }];
  });
  const { keys: known, inEffect } = foldKeyChanges(keys[0] ?? digestOf('none'), changes);
  return entries.map(({ verified, at, index }) => {
    if (verified === undefined) return 'refused';
    if (verified.kind === 'key-change') return inEffect.has(index) ? 'verified' : 'revoked';
    const dated = { kind: verified.kind, at, index };
    const counting = verified.signedBy.filter((id) => {
      const key = known.get(id);
      return key !== undefined && refusalOf(key, dated) === undefined;
    });
    return counting.length > 0 ? 'verified' : 'revoked';
  });
}

async function dumpIn(path: string, entries: readonly LoggedEntry[]): Promise<string> {
  const index = await openIndex({ kind: 'sqlite', path }, testLog);
  await index.apply(entries);
  const dump = await dumpOf(index);
  await index.close();
  return dump;
}

async function applyInPortions(
  index: IndexDatabase,
  entries: readonly LoggedEntry[],
  portions: readonly number[],
): Promise<void> {
  let at = 0;
  for (const portion of portions) {
    await index.apply(entries.slice(at, at + portion));
    at += portion;
  }
  await index.apply(entries.slice(at));
}

/** Both read the cursor before they apply, as processes do, so the later one brings entries that are there already. */
async function applyOverlapping(index: IndexDatabase, entries: readonly LoggedEntry[], which: number): Promise<void> {
  for (;;) {
    const { next } = await index.cursor();
    if (next >= entries.length) return;
    await index.apply(entries.slice(next, next + 2 + which));
  }
}

/** Signed by keys that count at that point, as everything is that comes to the index as verified. */
function buildLog(steps: readonly Step[]): readonly LoggedEntry[] {
  const builder = new LogBuilder();
  const [root = digestOf('none')] = keys;
  builder.state(keyStatement({ action: 'trust', key: root }), { signedBy: [root] });
  for (const one of steps) addStep(one, builder);
  const kept: LoggedEntry[] = [];
  for (const entry of builder.entries) {
    const next = [...kept, renumber(entry, kept.length)];
    const first = kept.findIndex(({ envelope }) => envelope === entry.envelope);
    const judged = judge(next);
    const isChange = entry.verified?.kind === 'key-change';
    const counts = judged[isChange && first >= 0 ? first : kept.length] === 'verified';
    if (counts || entry.verified === undefined) kept.push(...next.slice(-1));
  }
  return kept;
}

function renumber(entry: LoggedEntry, index: number): LoggedEntry {
  const { verified } = entry;
  const at = new Date(firstAt + index * 1000).toISOString();
  return { ...entry, index, at, ...(verified === undefined ? {} : { verified: { ...verified, index, at } }) };
}

function addStep(one: Step, builder: LogBuilder): void {
  const of = <T>(list: readonly T[], which: number): readonly T[] =>
    list.slice(which % list.length, (which % list.length) + 1);
  const [root = digestOf('none')] = keys;
  switch (one.kind) {
    case 'trust':
    case 'revoke': {
      const from = new Date(firstAt + one.seconds * 1000).toISOString();
      for (const key of of(keys, one.about))
        builder.state(keyStatement({ action: one.kind, key, from }), { signedBy: of(keys, one.by) });
      return;
    }
    case 'make':
      builder.state(
        makingStatement(
          of(things, one.about),
          of(things, one.seconds).map((sha256) => ({ role: 'trained-on', sha256 })),
        ),
        { signedBy: of(keys, one.by) },
      );
      return;
    case 'move':
      for (const thing of of(things, one.version))
        builder.state(
          moveStatement(of(names, one.by)[0] ?? '', one.version, thing, one.version === 1 ? undefined : root),
          { signedBy: [root] },
        );
      return;
    case 'asset': {
      const entries = of(things, one.about).map((sha256) => ({
        type: 'file' as const,
        path: `file-${one.about}`,
        size: 1,
        sha256,
        executable: false,
      }));
      const manifest = encodeManifest(entries);
      const parents = of(things, one.about + 1).map((asset) => ({ asset, relation: 'base-model' as const }));
      builder.state(assetStatement(manifest.assetId, of(names, one.about)[0] ?? '', { parents }), {
        manifest,
        signedBy: [root],
      });
      return;
    }
    case 'audit':
      builder.state(auditStatement(of(things, one.about)), { signedBy: [root] });
      return;
    case 'release':
      builder.state(releaseStatement(of(things, one.about), of(things, one.about + 1)), { signedBy: [root] });
      return;
    case 'again': {
      const before = builder.entries[one.about];
      if (before !== undefined) builder.entries.push({ ...before, index: builder.entries.length });
      return;
    }
    case 'refuse':
      builder.refuse('nobody signed it');
  }
}
