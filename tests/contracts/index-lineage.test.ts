// Lineage and impact on every engine, against a model of the graph that is too simple to be wrong.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sha256 } from '#core/digest';
import { encodeManifest, type Manifest } from '#core/manifest';
import { lineage } from '#database/lineage';
import type { LineageGraph } from '#database/lineage-graph';
import { describeIndexes, openTestIndex } from '#testkit/indexes';
import { assetStatement, decisionStatement, digestOf, LogBuilder, makingStatement } from '#testkit/logged-entries';

/** Six things, three assets with files among them, and statements about any of these. */
type Step =
  | {
      readonly kind: 'make';
      readonly subjects: readonly number[];
      readonly materials: readonly number[];
      readonly tested: readonly number[];
    }
  | { readonly kind: 'asset'; readonly asset: number; readonly parents: readonly number[] }
  | { readonly kind: 'decide'; readonly subject: number; readonly evidence: readonly number[] }
  | { readonly kind: 'again'; readonly entry: number }
  | { readonly kind: 'refuse' };

const things = Array.from({ length: 6 }, (_, place) => digestOf(`thing ${place}`));
const [first, second, third] = [digestOf('thing 0'), digestOf('thing 1'), digestOf('thing 2')];
const manifests = [0, 1, 2].map((place) => manifestOf(things.slice(place, place + 2)));
const everything: readonly Sha256[] = [...things, ...manifests.map(({ id }) => id)];

const someOf = (count: number, minimum: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.nat(count - 1), { minLength: minimum, maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('make' as const),
      subjects: someOf(everything.length, 1),
      materials: someOf(everything.length, 0),
      tested: someOf(everything.length, 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('asset' as const),
      asset: fc.nat(2),
      parents: someOf(everything.length, 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      subject: fc.nat(everything.length - 1),
      evidence: someOf(12, 0),
    }),
  },
  fc.record({ kind: fc.constant('again' as const), entry: fc.nat(11) }),
  fc.record({ kind: fc.constant('refuse' as const) }),
);

describeIndexes('lineage', ({ name, newLocation }) => {
  test('finds what the model finds, whatever the order and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { log, links } = buildLog(steps);
        const index = await openTestIndex(await newLocation());
        try {
          await index.apply(log.entries);
          for (const start of [...everything, ...log.entries.slice(0, 2).map(({ envelope }) => envelope)]) {
            for (const direction of ['up', 'down'] as const) {
              for (const along of ['origin', 'evidence'] as const) {
                const graph = await lineage(index, start, direction, along);
                expect(digestsOf(graph)).toEqual(reach(links, start, direction, along));
                expect(graph.whole).toBe(true);
                assertConnected(graph, start);
              }
            }
          }
        } finally {
          await index.close();
        }
      }),
      { numRuns: (name === 'sqlite' ? 25 : 4) * (process.env['ASSAY_SLOW'] === undefined ? 1 : 20) },
    );
  });

  test('gives an edge for every statement, with its grade', async () => {
    const log = new LogBuilder();
    const made = log.state(
      makingStatement([first, second], [{ role: 'trained-on', sha256: third }], {
        complete: true,
        host: 'trainer-4',
      }),
    );
    const index = await openTestIndex(await newLocation());
    await index.apply(log.entries);
    const graph = await lineage(index, first, 'up');
    expect(graph.steps).toEqual([
      {
        statement: made,
        logIndex: 0,
        at: log.entries[0]?.at,
        kind: 'provenance',
        grade: 'attested',
        children: [first],
        parents: [{ digest: third, role: 'trained-on', bond: 'origin' }],
        parties: [
          { role: 'builder', id: 'https://builder.example/1' },
          { role: 'host', id: 'trainer-4' },
        ],
        namesAllMaterials: true,
      },
    ]);
    expect(
      graph.nodes.map(({ digest, kind, distance, originStated }) => [digest, kind, distance, originStated]),
    ).toEqual([
      [first, 'stated', 0, true],
      [third, 'unknown', 1, false],
    ]);
    expect(graph.unrecorded).toMatchObject({ unknown: [third], openEnded: [], revoked: [], refusedEntries: 0 });
    await index.close();
  });
});

describe('the model', () => {
  test('goes round a cycle once', () => {
    const { links } = buildLog([
      { kind: 'make', subjects: [0], materials: [1], tested: [] },
      { kind: 'make', subjects: [1], materials: [0, 0], tested: [] },
    ]);
    expect(reach(links, first, 'up', 'origin')).toEqual([first, second].sort());
  });
});

/** `below` was made of `above`, or leans on it. */
interface Link {
  readonly below: Sha256;
  readonly above: Sha256;
  readonly along: 'origin' | 'evidence';
  /** Not a step from a subject to the statement about it. */
  readonly names: boolean;
  /** The statement that stands between. */
  readonly between: Sha256 | undefined;
}

function buildLog(steps: readonly Step[]): { log: LogBuilder; links: readonly Link[] } {
  const log = new LogBuilder();
  const links: Link[] = [];
  const listed = new Set<number>();
  for (const one of steps) addStep(one, log, links, listed);
  return { log, links };
}

function addStep(one: Step, log: LogBuilder, links: Link[], listed: Set<number>): void {
  const of = (places: readonly number[]): Sha256[] => places.flatMap((place) => everything[place] ?? []);
  if (one.kind === 'refuse') log.refuse('nobody signed it');
  if (one.kind === 'again') {
    const before = log.entries[one.entry];
    if (before !== undefined) log.entries.push({ ...before, index: log.entries.length });
  }
  if (one.kind === 'make') {
    const materials = [
      ...of(one.materials).map((sha256) => ({ role: 'trained-on', sha256 })),
      ...of(one.tested).map((sha256) => ({ role: 'evaluated-on', sha256 })),
    ];
    const envelope = log.state(makingStatement(of(one.subjects), materials));
    link(links, envelope, of(one.subjects), of(one.materials), of(one.tested));
  }
  if (one.kind === 'decide') {
    const evidence = one.evidence.flatMap((entry) => log.entries[entry]?.envelope ?? []);
    const subjects = of([one.subject]);
    const { statement, policy } = decisionStatement(subjects, [...new Set(evidence)]);
    link(links, log.state(statement), subjects, [], [policy, ...evidence]);
  }
  if (one.kind === 'asset') {
    const { id, manifest } = manifests[one.asset] ?? manifestOf([]);
    const parents = of(one.parents).map((asset) => ({ asset, relation: 'base-model' as const }));
    const envelope = log.state(assetStatement(id, `asset ${one.asset}`, { parents }), { manifest });
    link(links, envelope, [id], of(one.parents), []);
    if (listed.has(one.asset)) return;
    listed.add(one.asset);
    for (const entry of manifest.entries) {
      if (entry.type === 'file')
        links.push({ below: id, above: entry.sha256, along: 'origin', names: true, between: undefined });
    }
  }
}

function link(
  links: Link[],
  envelope: Sha256,
  below: readonly Sha256[],
  made: readonly Sha256[],
  leaning: readonly Sha256[],
): void {
  if (made.length + leaning.length === 0) return;
  const along = made.length > 0 ? 'origin' : 'evidence';
  for (const subject of below) links.push({ below: subject, above: envelope, along, names: false, between: envelope });
  for (const above of made) links.push({ below: envelope, above, along: 'origin', names: true, between: envelope });
  for (const above of leaning)
    links.push({ below: envelope, above, along: 'evidence', names: true, between: envelope });
}

/** Follows links until nothing new is found. Statements count when they are named by another statement, or asked about. */
function reach(
  links: readonly Link[],
  start: Sha256,
  direction: 'up' | 'down',
  along: 'origin' | 'evidence',
): Sha256[] {
  const stated = new Set(links.flatMap(({ below, above, between }) => (between === undefined ? [] : [below, above])));
  const walked = links.filter((one) => {
    // Of the files in an asset those count that statements name, and the one that is asked about.
    if (one.between === undefined) return stated.has(one.above) || (one.above === start && direction === 'down');
    return along === 'evidence' || one.along === 'origin';
  });
  const found = new Set([start]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { below, above } of walked) {
      if (direction === 'up' && found.has(below)) found.add(above);
      if (direction === 'down' && found.has(above)) found.add(below);
    }
  }
  const seen = walked.filter(({ below, above }) => found.has(direction === 'up' ? below : above));
  const between = new Set(seen.map((one) => one.between));
  const named = new Set(seen.filter(({ names }) => names).map(({ above }) => above));
  return [...found].filter((digest) => digest === start || !between.has(digest) || named.has(digest)).sort();
}

function digestsOf({ nodes }: LineageGraph): Sha256[] {
  return nodes.map(({ digest }) => digest).sort();
}

/** Distances begin with 0 and leave none out, and what steps name is among the nodes. */
function assertConnected({ nodes, steps }: LineageGraph, start: Sha256): void {
  const distances = new Map(nodes.map(({ digest, distance }) => [digest, distance]));
  expect(distances.get(start)).toBe(0);
  const sorted = [...distances.values()];
  expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
  expect(new Set(sorted).size).toBe((sorted.at(-1) ?? 0) + 1);
  for (const { children, parents } of steps) {
    for (const digest of [...children, ...parents.map((one) => one.digest)]) expect(distances.has(digest)).toBe(true);
  }
}

function manifestOf(files: readonly Sha256[]): { readonly id: Sha256; readonly manifest: Manifest } {
  const entries = files.map((sha256, place) => ({
    type: 'file' as const,
    path: `${place}`,
    size: 1,
    sha256,
    executable: false,
  }));
  const manifest = encodeManifest(entries);
  return { id: manifest.assetId, manifest };
}
