// Names that could be taken for others: letters of other alphabets, digits for letters, a letter more or less.
import { confusables } from '#checks/dataset/retrieval/confusables';
import type { Supplier } from '#predicates/supplier';

export interface LookAlike {
  /** The registered name. */
  readonly supplier: string;
  /** In what way it is like it. */
  readonly how: string;
}

/**
 * @param name - that is not registered
 * @returns the registered supplier that it could be taken for
 * @source Unicode Technical Standard 39, section 4 (skeletons), as far as `confusables` reaches; Damerau 1964 for single edits
 */
export function lookAlikeOf(name: string, registered: readonly Supplier[]): LookAlike | undefined {
  for (const { supplier, formerNames } of registered) {
    for (const known of [supplier, ...formerNames]) {
      const how = likeness(name, known);
      if (how !== undefined) return { supplier, how };
    }
  }
  return undefined;
}

/** As `lookAlikeOf`, for where something was fetched from: a place of nobody that is like a place of somebody. */
export function namespaceLookAlike(place: string, registered: readonly Supplier[]): LookAlike | undefined {
  const parts = namespacesOf(place);
  for (const { namespaces } of registered) {
    if (namespaces.some((one) => parts.includes(plainNamespace(one)))) return undefined;
  }
  for (const { supplier, namespaces } of registered) {
    for (const one of namespaces) {
      const how = parts.map((part) => likeness(part, plainNamespace(one))).find((found) => found !== undefined);
      if (how !== undefined) return { supplier, how };
    }
  }
  return undefined;
}

/** Whether the place is one that the supplier is registered with. */
export function isOwnNamespace(place: string, { namespaces }: Supplier): boolean {
  const parts = namespacesOf(place);
  return namespaces.some((one) => parts.includes(plainNamespace(one)));
}

/** The host, the host with the first part of the path, and with the first two: accounts and projects of hubs. */
function namespacesOf(place: string): readonly string[] {
  const url = URL.parse(place);
  if (url === null) return [];
  const host = url.hostname.toLowerCase();
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const under = parts[0] === 'datasets' || parts[0] === 'spaces' ? parts.slice(1) : parts;
  return [host, ...under.slice(0, 2).map((_, at) => [host, ...under.slice(0, at + 1)].join('/').toLowerCase())];
}

function plainNamespace(text: string): string {
  return text
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}

function likeness(name: string, known: string): string | undefined {
  if (name === known) return undefined;
  if (name.normalize('NFKC').toLowerCase() === known.normalize('NFKC').toLowerCase())
    return 'it differs by case or Unicode form';
  const [one, other] = [skeleton(name), skeleton(known)];
  if (one === other) return 'its letters look the same';
  if (squeezed(one) === squeezed(other)) return 'it differs by blanks, dots, dashes or underscores';
  if (Math.min(one.length, other.length) >= shortest && isOneEdit(one, other)) return 'it differs by one letter';
  return undefined;
}

/** What the eye sees of a name. */
function skeleton(text: string): string {
  const letters = [...text.normalize('NFKD').toLowerCase()].filter((letter) => !/\p{M}|\p{Cf}/u.test(letter));
  const plain = letters.map((letter) => confusables.get(letter) ?? drawnAlike.get(letter) ?? letter).join('');
  return plain.replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/cl/g, 'd');
}

function squeezed(text: string): string {
  return text.replace(/[\s._-]+/g, '');
}

/** One letter more, less, other, or two exchanged. */
function isOneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}

/** Digits that stand for letters in names that are made to mislead. */
const drawnAlike: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'l'],
  ['i', 'l'],
  ['|', 'l'],
  ['3', 'e'],
  ['5', 's'],
  ['$', 's'],
  ['@', 'a'],
]);

/** A shorter name is one edit away from too many others. */
const shortest = 5;
