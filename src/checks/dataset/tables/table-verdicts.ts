// What detectors said of rows and classes, together.
import type { ClassVerdict, FlaggedRow } from '#core/dataset/data-scan';
import type { TableSet } from '#core/dataset/data-set';
import type { PlantedRows } from './flag-planted.ts';
import type { LabelConflict } from './label-conflict.ts';

/** One flag per row: the strongest, with the reasons of all. */
export function mergeFlags(flags: readonly FlaggedRow[]): readonly FlaggedRow[] {
  const byRow = new Map<FlaggedRow['row'], FlaggedRow>();
  for (const flag of flags) {
    const known = byRow.get(flag.row);
    if (known === undefined) byRow.set(flag.row, flag);
    else {
      const stronger = flag.score > known.score ? flag : known;
      byRow.set(flag.row, { ...stronger, because: [...known.because, ...flag.because] });
    }
  }
  return [...byRow.values()];
}

/** Classes without rows are left out. */
export function classVerdicts(
  { labels }: TableSet,
  planted: readonly PlantedRows[],
  conflict: LabelConflict | undefined,
): readonly ClassVerdict[] {
  if (labels === undefined) return [];
  const rows = new Int32Array(labels.names.length);
  for (const code of labels.codes) if (code >= 0) rows[code] = (rows[code] ?? 0) + 1;
  return labels.names.flatMap((name, one) => {
    const count = rows[one] ?? 0;
    if (count === 0) return [];
    const triggers = planted.filter((found) => found.class === one);
    const changed = conflict?.classes.find((found) => found.class === one);
    const triggered = new Set(triggers.flatMap((found) => found.rows)).size;
    const share = triggered / count + (changed?.share ?? 0) * (1 - triggered / count);
    return [
      {
        class: name,
        rows: count,
        declaredPoisoned: triggers.length > 0 || changed !== undefined,
        estimatedShare: Math.min(1, share),
        because: [...triggers.map(({ why }) => why), ...(changed === undefined ? [] : [changed.why])],
      },
    ];
  });
}
