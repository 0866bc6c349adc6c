// A list of names, one line per module, parsed when somebody asks: most scans need a handful of modules.
//
// A line is `module|classes|functions|references`, names separated by blanks. A name may carry the rule its calls are
// judged by: `name=rule`. A reference may stand in a file and is never called by an honest one.

/** How the arguments of a listed callable are judged. */
export const rules = [
  'calls',
  'class',
  'getattr',
  'encoding',
  'rebuild',
  'array',
  'type',
  'typeof',
  'typename',
  'pattern',
  'state',
] as const;

export type Rule = (typeof rules)[number];

export interface Listed {
  readonly is: 'class' | 'function' | 'reference';
  readonly rule?: Rule;
}

export interface NameTable {
  /** Releases the names were taken from. */
  readonly versions: string;
  readonly lines: string;
}

/** Looks names up, letter by letter. */
export class NameIndex {
  readonly #lines = new Map<string, string>();
  readonly #modules = new Map<string, ReadonlyMap<string, Listed>>();

  constructor(...tables: readonly NameTable[]) {
    for (const { lines } of tables) {
      for (let from = 0; from < lines.length; ) {
        const end = lines.indexOf('\n', from);
        const to = end < 0 ? lines.length : end;
        const bar = lines.indexOf('|', from);
        if (bar > from && bar < to) this.#lines.set(lines.slice(from, bar), lines.slice(bar + 1, to));
        from = to + 1;
      }
    }
  }

  find(module: string, name: string): Listed | undefined {
    let names = this.#modules.get(module);
    if (names === undefined) {
      const line = this.#lines.get(module);
      if (line === undefined) return undefined;
      names = parseLine(line);
      this.#modules.set(module, names);
    }
    return names.get(name);
  }
}

function parseLine(line: string): ReadonlyMap<string, Listed> {
  const names = new Map<string, Listed>();
  const [classes = '', functions = '', references = ''] = line.split('|');
  // References first: a name that is also a class or function is that.
  for (const [list, is] of [
    [references, 'reference'],
    [functions, 'function'],
    [classes, 'class'],
  ] as const) {
    for (const word of list.split(' ')) {
      if (word === '') continue;
      const [name = '', rule] = word.split('=');
      names.set(name, rule === undefined ? { is } : { is, rule: parseRule(rule) });
    }
  }
  return names;
}

function parseRule(text: string): Rule {
  const rule = rules.find((known) => known === text);
  if (rule === undefined) throw new TypeError(`${text} is no rule`);
  return rule;
}
