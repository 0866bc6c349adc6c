// What several examinations say of the same rows and classes, as one.
import type { ClassVerdict, FlaggedRow } from '#core/dataset/data-scan';

/** One line per row: the gravest decision with its category, the highest score, all reasons. */
export function mergeFlagged(first: readonly FlaggedRow[], second: readonly FlaggedRow[]): readonly FlaggedRow[] {
  const byRow = new Map(first.map((row) => [row.row, row]));
  for (const row of second) {
    const known = byRow.get(row.row);
    if (known === undefined) {
      byRow.set(row.row, row);
      continue;
    }
    const graver = row.decision === 'filter' && known.decision === 'alert' ? row : known;
    const score = Math.max(row.score, known.score);
    byRow.set(row.row, { ...graver, score, because: [...known.because, ...row.because] });
  }
  return [...byRow.values()];
}

/** One verdict per class; what only the second speaks of comes last. */
export function mergeVerdicts(
  first: readonly ClassVerdict[],
  second: readonly ClassVerdict[],
): readonly ClassVerdict[] {
  const others = new Map(second.map((verdict) => [verdict.class, verdict]));
  const merged = first.map((verdict) => {
    const other = others.get(verdict.class);
    others.delete(verdict.class);
    if (other === undefined) return verdict;
    return {
      ...verdict,
      declaredPoisoned: verdict.declaredPoisoned || other.declaredPoisoned,
      estimatedShare: Math.max(verdict.estimatedShare, other.estimatedShare),
      because: [...verdict.because, ...other.because],
    };
  });
  return [...merged, ...others.values()];
}
