// A model whose files have the names and sizes of another that is here, and other bytes: weights that were changed keep their shapes.
import { quote } from '#core/quote';
import { storedText, textOfStored } from '#database/stored-text';
import type { IntakeItem } from '#predicates/intake';
import type { Workspace } from '../workspace/workspace.ts';
import type { Delivery } from './delivery.ts';

/**
 * A merged adapter, or weights with something planted in them, can be claimed to be the original. Their sizes give nothing away.
 * @param name - that the delivery is taken in as: its own earlier versions are no surprise
 */
export async function findChangedCopy(
  workspace: Workspace,
  { files }: Delivery,
  name: string,
): Promise<readonly IntakeItem[]> {
  const large = files.filter(({ size }) => size >= leastBytes).slice(0, mostFiles);
  if (large.length === 0) return [];
  const { tables } = await workspace.index();
  const rows = await tables
    .selectFrom('asset_entry')
    .innerJoin('asset', 'asset.log_index', 'asset_entry.log_index')
    .select(['asset_entry.path', 'asset_entry.size', 'asset_entry.sha256', 'asset.name', 'asset.asset'])
    .where(
      'asset_entry.path',
      'in',
      large.map(({ path }) => path),
    )
    .where('asset.kind', '=', 'model')
    .where('asset.name', '!=', storedText(name))
    .limit(mostFiles * 50)
    .execute();
  const changed = Map.groupBy(
    rows.filter((row) =>
      large.some(
        (file) => file.path === textOfStored(row.path) && file.size === row.size && file.sha256 !== row.sha256,
      ),
    ),
    (row) => `${quote(textOfStored(row.name))} (${row.asset.slice(0, 12)})`,
  );
  return [...changed].slice(0, 5).map(([other, same]) => ({
    topic: 'base-model',
    state: 'changed-copy',
    outcome: 'inconclusive',
    observed: `${same.length} of its files have the name and the size of those of ${other}, and other bytes: if it is claimed to be that model, it was changed`,
  }));
}

/** Smaller files are configurations. */
const leastBytes = 64 << 10;
const mostFiles = 500;
