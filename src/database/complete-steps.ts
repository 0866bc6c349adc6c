// What statements say about how something was made, beside what it was made of.
import type { Kysely } from 'kysely';
import { inPortions } from './in-portions.ts';
import type { LineageStep } from './lineage-graph.ts';
import { textOfStored } from './stored-text.ts';
import type { Tables } from './tables.ts';

export async function completeSteps(
  tables: Kysely<Tables>,
  steps: readonly LineageStep[],
): Promise<readonly LineageStep[]> {
  const entries = steps.map(({ logIndex }) => logIndex);
  const makings = await inPortions(entries, (portion) =>
    tables.selectFrom('making').select(['log_index', 'complete']).where('log_index', 'in', portion).execute(),
  );
  const parties = await inPortions(entries, (portion) =>
    tables
      .selectFrom('party')
      .selectAll()
      .where('log_index', 'in', portion)
      .orderBy('log_index')
      .orderBy('position')
      .execute(),
  );
  const complete = new Map(makings.map((one) => [one.log_index, one.complete === 1]));
  const taking = Map.groupBy(parties, ({ log_index }) => log_index);
  return steps.map((step) => {
    const namesAllMaterials = complete.get(step.logIndex);
    const list = taking.get(step.logIndex) ?? [];
    return {
      ...step,
      parties: list.map(({ role, party }) => ({ role: textOfStored(role), id: textOfStored(party) })),
      ...(namesAllMaterials === undefined ? {} : { namesAllMaterials }),
    };
  });
}
