// Edges as they come from the walk -> what each statement says.
import type { Sha256 } from '#core/digest';
import { bonds } from './bond.ts';
import type { Grade, LineageParent, LineageStep } from './lineage-graph.ts';
import { textOfStored } from './stored-text.ts';
import type { EdgeRow, Standing } from './tables.ts';
import type { Walk } from './walk-edges.ts';

/** In log order. */
export function buildSteps({ edges, entries, digests }: Walk): readonly LineageStep[] {
  const statements = [...Map.groupBy(edges, ({ log_index }) => log_index)].sort(([a], [b]) => a - b);
  const digestOf = (id: number): readonly Sha256[] => {
    const digest = digests.get(id);
    return digest === undefined ? [] : [digest];
  };
  return statements.flatMap(([logIndex, list]) => {
    const entry = entries.get(logIndex);
    if (entry === undefined) return [];
    const below = list.filter(({ role, bond }) => role === null || bond === bonds.content).map(({ child }) => child);
    const above = list.filter(({ role }) => role !== null);
    const step: LineageStep = {
      statement: entry.envelope,
      logIndex,
      at: new Date(entry.at).toISOString(),
      kind: entry.predicate ?? 'foreign',
      grade: gradeOf(entry.standing),
      children: [...new Set(below)].flatMap(digestOf),
      parents: above.flatMap((edge) => digestOf(edge.parent).map((digest) => parentOf(digest, edge))),
      parties: [],
    };
    return [step];
  });
}

function parentOf(digest: Sha256, { role, name, bond }: EdgeRow): LineageParent {
  const bondName = bond === bonds.evidence ? 'evidence' : bond === bonds.content ? 'content' : 'origin';
  return {
    digest,
    role: textOfStored(role ?? ''),
    bond: bondName,
    ...(name === null ? {} : { name: textOfStored(name) }),
  };
}

function gradeOf(standing: Standing): Grade {
  if (standing === 'verified') return 'attested';
  return standing === 'foreign' ? 'claimed' : 'revoked';
}
