// Rows whose label contradicts all others like them, as flags.
import type { FlaggedRow } from '#core/dataset/data-scan';
import type { TableSet } from '#core/dataset/data-set';
import { quote } from '#core/quote';
import type { LabelConflict } from './label-conflict.ts';

/** Chance from which a row of a declared class is set aside without asking. */
const filterChance = 0.7;

export function flagConflicts(set: TableSet, codes: Int32Array, { rows }: LabelConflict): readonly FlaggedRow[] {
  const names = set.labels?.names ?? [];
  return rows.map(({ row, predicted, chance, declared }) => {
    const score = Math.min(0.9, chance);
    const text = `rows like this one are of class ${quote(names[predicted] ?? '')}${declared ? '' : '; nothing else speaks for changed labels'}`;
    return {
      row: set.id(row),
      class: names[codes[row] ?? -1] ?? '',
      score,
      decision: declared && chance >= filterChance ? 'filter' : 'alert',
      category: 'sabotage',
      because: [{ detector: 'label-conflict', score, text }],
    };
  });
}
