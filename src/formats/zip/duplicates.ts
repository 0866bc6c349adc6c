// Members of one name. @source CPython zipfile (last one wins), miniz (binary search), streaming readers (first one wins)
import { lookupKey } from '#core/lookup-key';
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import type { ZipEntry } from './entry.ts';
import type { Member } from './member.ts';
import { decodeRawName, loaderName } from './member-name.ts';

/** Key under which two members meet: Windows and Python there take a backslash for a slash. */
export function nameKey(entry: ZipEntry): string {
  return lookupKey(loaderName(decodeRawName(entry.rawName)).replaceAll('\\', '/'));
}

/** Names that occur more than once among files; folders may repeat. */
export function repeatedNames(entries: readonly ZipEntry[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const entry of entries) {
    const key = nameKey(entry);
    if (key.endsWith('/') && entry.size === 0) continue;
    if (seen.has(key)) repeated.add(key);
    seen.add(key);
  }
  return repeated;
}

/** Names whose copies differ in content. Copies that are equal byte for byte read the same either way. */
export function duplicateOddities(members: readonly Member[], repeated: ReadonlySet<string>): Oddity[] {
  const copies = new Map<string, Member[]>();
  for (const member of members) {
    const key = nameKey(member.entry);
    if (!repeated.has(key)) continue;
    const group = copies.get(key);
    if (group === undefined) copies.set(key, [member]);
    else group.push(member);
  }
  return [...copies.values()].flatMap((group): Oddity[] => {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined || equal(group)) return [];
    const message =
      `${group.length} members are named ${quote(first.name)} and differ: Python takes the last, streaming readers the ` +
      'first, torch the one its binary search meets';
    return [{ kind: 'two-readings', message, where: { offset: last.entry.at, element: 'central header' } }];
  });
}

function equal(group: readonly Member[]): boolean {
  const [first] = group;
  return (
    first?.digest !== undefined && group.every(({ digest, name }) => digest === first.digest && name === first.name)
  );
}
