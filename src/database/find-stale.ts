// Statements whose ground is gone: a later statement names another digest for what they rest on, or a statement that they rest on does
// not count.
import type { Kysely } from 'kysely';
import { replaceableRoles, restingRole } from '#predicates/replaceable-roles';
import { inPortions } from './in-portions.ts';
import { textOfStored } from './stored-text.ts';
import type { Tables } from './tables.ts';

/** Why each of these entries is stale; entries that are not are absent. @param before - only this many entries of the log count */
export async function findStale(
  tables: Kysely<Tables>,
  entries: readonly number[],
  before: number = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<number, string>> {
  const edges = await inPortions(entries, (portion) =>
    tables
      .selectFrom('edge')
      .select(['log_index', 'role', 'name', 'parent'])
      .where('log_index', 'in', portion)
      .where('role', 'in', [...replaceableRoles, restingRole])
      .orderBy('log_index')
      .orderBy('position')
      .execute(),
  );
  const reasons = new Map<number, string>();
  const say = (entry: number, why: string): void => {
    if (!reasons.has(entry)) reasons.set(entry, why);
  };
  for (const [role, ofRole] of Map.groupBy(edges, (edge) => edge.role ?? '')) {
    if (role === restingRole) {
      const counting = await countingNodes(
        tables,
        ofRole.map(({ parent }) => parent),
        before,
      );
      for (const { log_index, parent } of ofRole)
        if (!counting.has(parent)) say(log_index, 'the calibration that it cites does not count here');
      continue;
    }
    for (const [name, named] of Map.groupBy(ofRole, (edge) => edge.name ?? '')) {
      const replaced = await replacements(tables, role, name, before);
      for (const { log_index, parent } of named) {
        const since = replaced(parent);
        if (since > log_index) say(log_index, `${role} ${textOfStored(name)} is another since entry ${since}`);
      }
    }
  }
  return reasons;
}

/** For a parent the last entry that names another one; -1 where none does. */
async function replacements(
  tables: Kysely<Tables>,
  role: string,
  name: string,
  before: number,
): Promise<(parent: number) => number> {
  const last = (than: number | undefined) => {
    const named = tables
      .selectFrom('edge')
      .innerJoin('entry', 'entry.log_index', 'edge.log_index')
      .select(['edge.log_index', 'edge.parent'])
      .where('edge.name', '=', name)
      .where('edge.role', '=', role)
      .where('edge.log_index', '<', before)
      .where('entry.standing', '=', 'verified');
    const other = than === undefined ? named : named.where('edge.parent', '!=', than);
    return other.orderBy('edge.log_index', 'desc').limit(1).executeTakeFirst();
  };
  const newest = await last(undefined);
  const other = newest === undefined ? undefined : await last(newest.parent);
  return (parent) => (parent === newest?.parent ? other?.log_index : newest?.log_index) ?? -1;
}

/** Nodes that are statements which stand. */
async function countingNodes(
  tables: Kysely<Tables>,
  nodes: readonly number[],
  before: number,
): Promise<ReadonlySet<number>> {
  const rows = await inPortions([...new Set(nodes)], (portion) =>
    tables
      .selectFrom('node')
      .innerJoin('entry', 'entry.envelope', 'node.digest')
      .select('node.id')
      .where('node.id', 'in', portion)
      .where('entry.standing', '=', 'verified')
      .where('entry.log_index', '<', before)
      .execute(),
  );
  return new Set(rows.map(({ id }) => id));
}
