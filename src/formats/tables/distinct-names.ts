// Names of columns as they are addressed: every column has one, and no two have the same.

export interface DistinctNames {
  readonly names: readonly string[];
  /** What had to be changed, in words. */
  readonly note?: string;
}

/** Empty names become `column N`, counted from 1; of equal names the second and later get `.1`, `.2`, as pandas writes them. */
export function distinctNames(given: readonly string[]): DistinctNames {
  const taken = new Set(given);
  const seen = new Map<string, number>();
  let changed = 0;
  const names = given.map((name, index) => {
    const base = name === '' ? `column ${index + 1}` : name;
    let next = seen.get(base) ?? (name === '' ? 1 : 0);
    let unique = base;
    while (seen.has(unique) || (unique !== name && taken.has(unique))) {
      next = Math.max(next, 1);
      unique = `${base}.${next}`;
      next += 1;
    }
    seen.set(base, next);
    seen.set(unique, seen.get(unique) ?? 0);
    if (unique !== name) changed += 1;
    return unique;
  });
  return changed === 0 ? { names } : { names, note: `${changed} columns have no name, or one that stands twice` };
}
