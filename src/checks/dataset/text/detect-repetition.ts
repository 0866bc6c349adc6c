// Near-duplicates: floods of one text, and equal texts under different labels.
import type { QualityFinding } from '#core/dataset/data-scan';
import type { Suspicion, TextContext, TextEvidence } from './text-evidence.ts';

/** Counts groups of near-duplicates; flags those that make up much of a class, and the fewer labels of a text with several. */
export function detectRepetition(context: TextContext): TextEvidence {
  const { corpus, near } = context;
  const groups = new Map<number, number[]>();
  for (let document = 0; document < corpus.count; document++) {
    const group = near.groupOf[document] ?? document;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [document]);
    else known.push(document);
  }
  const repeated = [...groups.values()].filter((members) => members.length > 1);
  const floods = repeated.flatMap((members) => floodsOf(context, members));
  const conflicts = repeated.flatMap((members) => conflictsOf(context, members));
  const suspicions = [...floods, ...conflicts];
  return {
    run: {
      detector: 'repetition',
      version: 1,
      category: 'sabotage',
      outcome: suspicions.length > 0 ? 'fail' : 'pass',
      parameters,
      flagged: suspicions.length,
    },
    suspicions,
    poisoned: [],
    triggers: [],
    quality: [...findings(context, repeated, conflicts), ...coordinated(context, repeated)],
  };
}

/** A class of which one text is a large part. */
function floodsOf({ corpus, sizes, set }: TextContext, members: readonly number[]): readonly Suspicion[] {
  const byClass = Map.groupBy(members, (document) => corpus.labels[document] ?? -1);
  return [...byClass].flatMap(([label, documents]) => {
    const size = label < 0 ? corpus.count : (sizes[label] ?? 0);
    if (documents.length < leastFlood || documents.length < floodShare * size) return [];
    const first = set.id(corpus.rows[documents[0] ?? 0] ?? 0);
    const text = `one of ${documents.length} near-duplicates, ${((100 * documents.length) / size).toFixed(1)} % of its class (the first is row ${first})`;
    return documents.map((document) => ({
      document,
      decision: 'alert' as const,
      category: 'sabotage' as const,
      reason: { detector: 'repetition', score: 0.5 + 0.4 * Math.min(1, documents.length / size), text },
    }));
  });
}

/** Of a text with several labels, those with a label that fewer of its copies have. Equally many: both. */
function conflictsOf({ corpus, set }: TextContext, members: readonly number[]): readonly Suspicion[] {
  const byClass = Map.groupBy(
    members.filter((document) => (corpus.labels[document] ?? -1) >= 0),
    (document) => corpus.labels[document] ?? -1,
  );
  if (byClass.size < 2) return [];
  const most = Math.max(...[...byClass.values()].map((documents) => documents.length));
  const few = [...byClass].filter(([, documents]) => documents.length < most || most * byClass.size === members.length);
  return few.flatMap(([label, documents]) =>
    documents.map((document) => {
      const other = members.find((member) => (corpus.labels[member] ?? -1) !== label) ?? document;
      return {
        document,
        decision: 'alert' as const,
        category: 'sabotage' as const,
        reason: {
          detector: 'repetition',
          score: 0.7,
          text: `nearly the same text is labelled ${JSON.stringify(corpus.classes[corpus.labels[other] ?? 0] ?? '')} in row ${set.id(corpus.rows[other] ?? 0)}`,
        },
      };
    }),
  );
}

function findings(
  { corpus, set }: TextContext,
  repeated: readonly (readonly number[])[],
  conflicts: readonly Suspicion[],
): readonly QualityFinding[] {
  const id = (document: number) => set.id(corpus.rows[document] ?? 0);
  const surplus = repeated.flatMap((members) => members.slice(1));
  const found: QualityFinding[] = [];
  if (surplus.length > 0)
    found.push({
      kind: 'near-duplicate',
      text: `${surplus.length} texts say nearly the same as an earlier one (${repeated.length} groups)`,
      count: surplus.length,
      rows: surplus.slice(0, shownRows).map(id),
    });
  if (conflicts.length > 0)
    found.push({
      kind: 'label-conflict',
      text: `${conflicts.length} texts have nearly equal ones with another label`,
      count: conflicts.length,
      rows: conflicts.slice(0, shownRows).map(({ document }) => id(document)),
    });
  return found;
}

/** Groups of near-duplicates by several contributors: a campaign, or something that many pass on. */
function coordinated(
  { corpus, set }: TextContext,
  repeated: readonly (readonly number[])[],
): readonly QualityFinding[] {
  const { sources } = set;
  if (sources === undefined) return [];
  const sourceOf = (document: number): number => sources.codes[corpus.rows[document] ?? 0] ?? -1;
  const groups = repeated.filter(
    (members) => new Set(members.map(sourceOf).filter((source) => source >= 0)).size >= leastContributors,
  );
  if (groups.length === 0) return [];
  const documents = groups.flat();
  const actors = new Set(documents.map(sourceOf)).size;
  const text = `${documents.length} texts in ${groups.length} groups of near-duplicates come from ${leastContributors} or more contributors each (${actors} in all)`;
  const rows = documents.slice(0, shownRows).map((document) => set.id(corpus.rows[document] ?? 0));
  return [{ kind: 'coordinated-repetition', text, count: documents.length, rows }];
}

const leastContributors = 4;
const leastFlood = 10;
const floodShare = 0.03;
const shownRows = 20;
const parameters = { similarity: 0.7, leastFlood, floodShare };
