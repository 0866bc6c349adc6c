// One writing for each JSON value, so that white space, the order of members and escapes make no difference.
import type { JsonEvents, JsonProblem, JsonProblemKind } from '#core/json/json-events';
import { parseJson } from '#core/json/parse-json';
import type { WorkBudget } from '#core/work-budget';
import { canonicalNumber } from './canonical-number.ts';

export interface CanonicalRow {
  /** Of an object with a name twice both members, in the order they stand. */
  readonly text: string;
  /** The same without the label; absent when there is no such member. */
  readonly rest?: string;
  /** Canonical text of the wanted members of the outermost object. */
  readonly fields: readonly (string | undefined)[];
  readonly problems: ReadonlySet<JsonProblemKind>;
}

/** What is asked of all rows of a file, and what is remembered from one to the next. */
export interface WantedMembers {
  readonly names: readonly (string | undefined)[];
  readonly label?: string | undefined;
  /** Order of the members that was met last at each depth. */
  readonly orders: MemberOrder[];
}

export interface MemberOrder {
  readonly names: readonly string[];
  /** Positions of the names, sorted. */
  readonly indexes: readonly number[];
  /** The names as JSON, with their colon. */
  readonly quoted: readonly string[];
  readonly isRepeated: boolean;
}

/**
 * RFC 8785 with three additions, because nothing that is in a row may be lost: numbers that binary64 cannot hold keep their
 * digits (`canonical-number.ts`), repeated names stay, halves of surrogate pairs stay as escapes.
 * @throws {FormatError} as `parseJson`
 */
export function canonicalRow(bytes: Uint8Array, wanted: WantedMembers, budget: WorkBudget): CanonicalRow {
  const writer = new CanonicalWriter(wanted);
  parseJson(bytes, writer, budget, { tolerate });
  return writer.finish();
}

interface Frame {
  /** Absent for a list. */
  readonly names?: string[];
  readonly values: string[];
}

class CanonicalWriter implements JsonEvents {
  readonly #wanted: WantedMembers;
  readonly #open: Frame[] = [];
  readonly #problems = new Set<JsonProblemKind>();
  #frame: Frame = { values: [] };
  #row: Omit<CanonicalRow, 'problems' | 'text'> | undefined;

  constructor(wanted: WantedMembers) {
    this.#wanted = wanted;
  }

  openObject(): void {
    this.#enter({ names: [], values: [] });
  }

  openArray(): void {
    this.#enter({ values: [] });
  }

  closeObject(): void {
    const { names = [], values } = this.#frame;
    const order = this.#orderOf(names);
    if (order.isRepeated) this.#problems.add('duplicate-key');
    const text = write(order, values);
    if (this.#open.length === 1) this.#row = this.#outermost(names, values, order);
    this.#leave(text);
  }

  closeArray(): void {
    this.#leave(`[${this.#frame.values.join(',')}]`);
  }

  key(text: string): void {
    this.#frame.names?.push(text);
  }

  string(text: string): void {
    this.#frame.values.push(JSON.stringify(text));
  }

  number(written: string): void {
    this.#frame.values.push(canonicalNumber(written));
  }

  literal(value: boolean | null): void {
    this.#frame.values.push(String(value));
  }

  problem({ kind }: JsonProblem): void {
    this.#problems.add(kind);
  }

  finish(): CanonicalRow {
    const row = this.#row ?? { fields: this.#wanted.names.map(() => undefined) };
    return { ...row, text: this.#frame.values[0] ?? '', problems: this.#problems };
  }

  #enter(frame: Frame): void {
    this.#open.push(this.#frame);
    this.#frame = frame;
  }

  #leave(text: string): void {
    this.#frame = this.#open.pop() ?? this.#frame;
    this.#frame.values.push(text);
  }

  /** Rows mostly have the same names in the same order; the reader gives the same string for a short name that it gave before. */
  #orderOf(names: readonly string[]): MemberOrder {
    const depth = this.#open.length;
    const known = this.#wanted.orders[depth];
    if (known !== undefined && isSame(known.names, names)) return known;
    const order = sortedOrder(names);
    if (depth < keptDepths) this.#wanted.orders[depth] = order;
    return order;
  }

  /** Of a repeated name the last member counts, as in most loaders. */
  #outermost(names: string[], values: readonly string[], order: MemberOrder): Omit<CanonicalRow, 'problems' | 'text'> {
    const { names: wanted, label } = this.#wanted;
    const fields = wanted.map((name) => (name === undefined ? undefined : values[names.lastIndexOf(name)]));
    if (label === undefined || !names.includes(label)) return { fields };
    return {
      fields,
      rest: write({ ...order, indexes: order.indexes.filter((index) => names[index] !== label) }, values),
    };
  }
}

function write({ indexes, quoted }: MemberOrder, values: readonly string[]): string {
  let text = '{';
  for (const index of indexes) text += `${text.length === 1 ? '' : ','}${quoted[index]}${values[index]}`;
  return `${text}}`;
}

/** Positions of the names in the order of RFC 8785 section 3.2.3: UTF-16 code units; equal names stay as they stand. */
function sortedOrder(names: readonly string[]): MemberOrder {
  const indexes = names.map((_, index) => index);
  indexes.sort((a, b) => {
    const first = names[a] ?? '';
    const second = names[b] ?? '';
    return first < second ? -1 : first > second ? 1 : a - b;
  });
  return {
    names,
    indexes,
    quoted: names.map((name) => `${JSON.stringify(name)}:`),
    isRepeated: indexes.some((index, at) => at > 0 && names[index] === names[indexes[at - 1] ?? index]),
  };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

const tolerate: readonly JsonProblemKind[] = ['control-character', 'lone-surrogate', 'not-a-number'];
/** Deeper objects are sorted each time. */
const keptDepths = 16;
