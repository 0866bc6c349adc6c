// The document type declaration (XML 1.0, section 2.8): which files it names and which entities it declares.
import type { WorkBudget } from '#core/work-budget';

export interface Entity {
  readonly name: string;
  /** Declared with `%`: it can write further declarations. */
  readonly parameter: boolean;
  /** The file or address it stands for; undefined for one with a value of its own. */
  readonly external?: string;
  /** How many characters it becomes when a parser expands it. Infinity when it contains itself. */
  readonly expandedLength: number;
}

export interface Doctype {
  readonly name: string;
  /** The file or address of the external subset. */
  readonly external?: string;
  readonly entities: readonly Entity[];
}

/** Reads what follows `<!DOCTYPE`. Never throws for its text; what it does not understand is left out. */
export function parseDoctype(text: string, budget: WorkBudget): Doctype {
  budget.spend(text.length);
  const bracket = text.indexOf('[');
  const head = bracket < 0 ? text : text.slice(0, bracket);
  const subset = bracket < 0 ? '' : text.slice(bracket + 1);
  const name = /^\s*([^\s[>]{1,200})/.exec(head)?.[1] ?? '';
  const external = lastQuoted(head);
  return { name, ...(external === undefined ? {} : { external }), entities: readEntities(subset) };
}

function lastQuoted(head: string): string | undefined {
  if (!/\s(?:SYSTEM|PUBLIC)\s/.test(head)) return undefined;
  return [...head.matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2] ?? '').at(-1) ?? '';
}

interface Declared {
  readonly parameter: boolean;
  readonly external?: string;
  readonly value: string;
}

function readEntities(subset: string): readonly Entity[] {
  const declared = new Map<string, Declared>();
  let read = 0;
  for (const match of subset.matchAll(declaration)) {
    if (declared.size >= maxEntities) break;
    read += 1;
    const [, percent, name = '', keyword, double, single] = match;
    const value = double ?? single ?? '';
    const parameter = percent !== undefined;
    // The first declaration of a name counts.
    if (declared.has(name)) continue;
    declared.set(name, keyword === undefined ? { parameter, value } : { parameter, value: '', external: value });
  }
  const lengths = new Map<string, number>();
  const known = [...declared].map(([name, { parameter, external }]) => ({
    name,
    parameter,
    ...(external === undefined ? {} : { external }),
    expandedLength: expandedLength(name, declared, lengths, 0),
  }));
  // What is not understood here may be understood by a parser: said as what it could be at worst.
  const written = subset.split('<!ENTITY').length - 1;
  return written > read ? [...known, { name: 'unreadable declaration', parameter: true, expandedLength: 0 }] : known;
}

/** Length of the expansion; each entity is measured once, so nesting costs nothing. */
function expandedLength(
  name: string,
  declared: ReadonlyMap<string, Declared>,
  lengths: Map<string, number>,
  depth: number,
): number {
  const known = lengths.get(name);
  if (known !== undefined) return known;
  const entity = declared.get(name);
  if (entity === undefined) return 0;
  lengths.set(name, Number.POSITIVE_INFINITY);
  if (depth > maxEntities) return Number.POSITIVE_INFINITY;
  let length = entity.value.length;
  for (const reference of entity.value.matchAll(/[&%]([^\s;&%]{1,200});/g)) {
    length += expandedLength(reference[1] ?? '', declared, lengths, depth + 1);
  }
  lengths.set(name, length);
  return length;
}

const maxEntities = 1000;

const declaration =
  /<!ENTITY\s+(%\s+)?([^\s"'>]{1,200})\s+(SYSTEM\s+|PUBLIC\s+(?:"[^"]*"|'[^']*')\s*)?(?:"([^"]*)"|'([^']*)')/g;
