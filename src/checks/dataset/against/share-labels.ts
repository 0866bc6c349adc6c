// The labels of new rows by the names that trusted rows have.
import type { Coding } from '#core/dataset/data-set';
import type { SharedLabels } from './label-margins.ts';

/** Names that differ in spelling are different labels. */
export function shareLabels(fresh: Coding, trusted: Coding): SharedLabels {
  const used = new Set(trusted.codes);
  const codeOf = new Map(trusted.names.flatMap((name, code) => (used.has(code) ? [[name, code]] : [])));
  const unknown = new Map<string, number[]>();
  const codes = fresh.codes.map((code, row) => {
    const name = fresh.names[code];
    if (name === undefined) return -1;
    const known = codeOf.get(name);
    if (known !== undefined) return known;
    const rows = unknown.get(name) ?? [];
    rows.push(row);
    unknown.set(name, rows);
    return -1;
  });
  return { names: trusted.names, trusted: trusted.codes, fresh: codes, unknown };
}
