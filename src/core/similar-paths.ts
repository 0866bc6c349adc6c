// Paths that some systems cannot tell apart: by case, by the way Unicode composes letters, by characters that are not seen.

/**
 * Groups of paths that would be one on such a system. A tree with both cannot be laid out there, and one of the two files
 * would stand for both. Folders count as well: of `A/x` and `a/y` the group is `A` and `a`.
 * @param paths - with `/`, each once
 * @returns each group sorted, in the order of the first path of each
 */
export function similarPaths(paths: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, Set<string>>();
  const seen = new Set<string>();
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const whole = path.slice(0, end);
      if (seen.has(whole)) break;
      seen.add(whole);
      const folded = foldPath(whole);
      const group = groups.get(folded);
      if (group === undefined) groups.set(folded, new Set([whole]));
      else group.add(whole);
    }
  }
  return [...groups.values()].filter(isTopmost).map((group) => [...group].sort());

  /** What lies below folders that are one is one because of them. */
  function isTopmost(group: ReadonlySet<string>): boolean {
    return (
      group.size > 1 && new Set([...group].map((path) => path.slice(0, path.lastIndexOf('/') + 1))).size < group.size
    );
  }
}

/** Equal for paths that some file system takes for one. More is equal than on any single one of them. */
export function foldPath(path: string): string {
  if (/^[\u0020-\u007e]*$/.test(path)) return path.toLowerCase();
  const seen = path.normalize('NFD').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  // Upper case first: it takes the sharp s for two letters and the long s for one, as the folding of Unicode does.
  return seen.toUpperCase().toLowerCase().normalize('NFC');
}
