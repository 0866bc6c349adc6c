// Values of the symbolic machine as numbers: common ones are constants, texts are where they stand in the file, the rest
// is interned. Nothing is ever built that the stream describes.
import type { WorkBudget } from '#core/work-budget';
import type { GlobalName, Value } from '../views/program.ts';
import { RowTable } from './row-table.ts';

/** Ids that mean the same in every stream. */
export const valueIds = {
  mark: 0,
  /** A number, None, a truth value, bytes. */
  constant: 1,
  list: 2,
  dict: 3,
  dictWithDunderKeys: 4,
  set: 5,
  frozenset: 6,
  emptyTuple: 7,
  constantTuple1: 8,
  constantTuple2: 9,
  constantTuple3: 10,
  constantTuple: 11,
  /** A value that was dropped to stay within memory. */
  lost: 12,
  extension: 13,
  buffer: 14,
  /** A dict reached through the memo or a copy after some dict got dunder keys: it may be that one. */
  dictUnsure: 15,
  /** Never on a stack: stands in tables for "an integer, see its argument". */
  number: 255,
} as const;

/** Ids from here on are integers: the value plus 2^50. */
const numberBase = 2 ** 50;
const leastNumberId = 2 ** 49;

/** The id of an integer, |value| < 2^48. */
export function numberId(value: number): number {
  return numberBase + value;
}

/** True for ids of values that the stream spells out: numbers, texts, containers. None of them can be called. */
export function isLiteral(id: number): boolean {
  return id < 0 || isPlain(id) || (id < firstInterned && id !== valueIds.lost && id !== valueIds.extension);
}

/** True for ids of literal values that are certainly no text. Long text is kept as a constant, so constants may be one. */
export function isNoText(id: number): boolean {
  return id > leastNumberId || (isLiteral(id) && id > valueIds.constant);
}

/** True for ids of values that are plain data whatever they are next to. */
export function isPlain(id: number): boolean {
  return id === valueIds.constant || id > leastNumberId;
}

const firstInterned = 16;
/** Ids from here on are transient (tuples, decoded texts): kept until there are too many, then dropped together. */
const firstTransient = 2 ** 40;
const firstDecodedText = 2 ** 48;
const tableSize = 1 << 17;
const decodedTexts = 1 << 15;
const rowTags = { tuple: 0, persistent: 1 } as const;
/** What remembering a value costs, in steps of the budget: a microsecond, measured. */
const internSteps = 200;
/** Different argument lists remembered per callee; a pickler of real objects uses few. */
const argumentListsPerCallee = 512;
/** In place of the arguments, once there are too many different ones. */
const anyArguments = -0.5;

const constant: Value = { kind: 'constant' };
const lost: Value = { kind: 'unknown', why: 'the value was dropped to stay within memory' };
const fixed: readonly Value[] = [
  { kind: 'unknown', why: 'a mark' },
  constant,
  { kind: 'list' },
  { kind: 'dict', dunderKeys: false },
  { kind: 'dict', dunderKeys: true },
  { kind: 'set' },
  { kind: 'frozenset' },
  { kind: 'tuple', items: [] },
  { kind: 'tuple', items: [constant] },
  { kind: 'tuple', items: [constant, constant] },
  { kind: 'tuple', items: [constant, constant, constant] },
  { kind: 'tuple', items: [constant] },
  lost,
  { kind: 'unknown', why: 'an extension code stands for it' },
  { kind: 'constant' },
  { kind: 'dict', dunderKeys: 'unsure' },
];

/** Makes a Value when somebody asks for it; `room` bounds how much of a shared, deep or cyclic structure is expanded. */
type Describer = (room: Room) => Value;

interface Room {
  left: number;
}

/** Nodes in one description: enough for any call that is judged, small against tuples nested a million deep. */
const descriptionRoom = 200;

/** Interns values of one stream. Text ids are negative: minus the offset of the text's opcode, minus one. */
export class Values {
  readonly #budget: WorkBudget;
  readonly #readText: (offset: number) => string | undefined;
  readonly #pinned: Describer[] = [];
  readonly #globals = new Map<string, number>();
  /** What calls gave, by callee and arguments. */
  readonly #made = new Map<number, Map<number, number>>();
  /** Made when the first row is. */
  #rows: RowTable | undefined;
  #texts: string[] = [];
  readonly #textIds = new Map<string, number>();
  /** Id of the first text that is still there. */
  #firstText: number = firstDecodedText;

  /** @param readText - decodes the text whose opcode stands at an offset; undefined when it is too long to be a name */
  constructor(readText: (offset: number) => string | undefined, budget: WorkBudget) {
    this.#budget = budget;
    this.#readText = readText;
  }

  /** What an id stands for. */
  describe(id: number): Value {
    return this.#describe(id, { left: descriptionRoom });
  }

  /** The text an id stands for; undefined when it is no text or too long to be a name. */
  textOf(id: number): string | undefined {
    if (id >= 0 && id < firstInterned) return undefined;
    const value = this.describe(id);
    return value.kind === 'text' ? value.text : undefined;
  }

  global(name: GlobalName): number {
    // Two lines are read and mapped for it each time; picklers name a global once and recall it.
    this.#budget.spend(2 * internSteps);
    const key = `${name.module}\n${name.name}\n${name.written ?? ''}`;
    const known = this.#globals.get(key);
    if (known !== undefined) return known;
    const value: Value = { kind: 'global', name };
    const id = this.#pin(() => value);
    if (id !== valueIds.lost) this.#globals.set(key, id);
    return id;
  }

  /** A text that was decoded on sight (protocol 0, names with dunder). */
  text(text: string): number {
    const known = this.#textIds.get(text);
    if (known !== undefined) return known;
    this.#budget.spend(internSteps);
    if (this.#texts.length >= decodedTexts) {
      this.#firstText += this.#texts.length;
      this.#texts = [];
      this.#textIds.clear();
    }
    const id = this.#firstText + this.#texts.length;
    this.#texts.push(text);
    this.#textIds.set(text, id);
    return id;
  }

  /** The tuple of the runs [from, to) of a stack. */
  tuple(ids: Float64Array, counts: Uint32Array, from: number, to: number): number {
    let length = 0;
    let plain = true;
    for (let run = from; run < to; run++) {
      length += counts[run] ?? 0;
      if (!isPlain(ids[run] ?? 0)) plain = false;
    }
    if (length === 0) return valueIds.emptyTuple;
    if (plain && !hasLargeNumber(ids, from, to)) return constantTuple(length);
    // Arguments that matter are few; a long tuple is data, and its first items say what it is.
    const items: number[] = [];
    for (let run = from; run < to && items.length < 16; run++) {
      for (let n = counts[run] ?? 0; n > 0 && items.length < 16; n--) items.push(ids[run] ?? 0);
    }
    return this.tupleOf(items);
  }

  tupleOf(items: readonly number[]): number {
    // ATTACKER: tuples of nothing but tuples; each is new, so each costs a place in the table and later its tidying up.
    if (items.every(isTransient)) this.#budget.spend(internSteps);
    return this.#rowTable().idOf(rowTags.tuple, items);
  }

  /** What calling `callee` with `args` gives. */
  made(callee: number, args: number): number {
    const results = this.#made.get(callee) ?? new Map<number, number>();
    const known = results.get(args) ?? results.get(anyArguments);
    if (known !== undefined) return known;
    if (results.size === 0) this.#made.set(callee, results);
    const exact = results.size < argumentListsPerCallee;
    const id = this.#pin((room) => ({
      kind: 'made',
      callee: this.#describe(callee, room),
      ...(exact ? { args: this.#describe(args, room) } : {}),
    }));
    if (id !== valueIds.lost) results.set(exact ? args : anyArguments, id);
    return id;
  }

  persistent(id: number): number {
    return this.#rowTable().idOf(rowTags.persistent, [id]);
  }

  #rowTable(): RowTable {
    this.#rows ??= new RowTable(firstTransient, this.#budget);
    return this.#rows;
  }

  #describe(id: number, room: Room): Value {
    if (--room.left < 0) return { kind: 'unknown', why: 'the value is too deeply nested' };
    if (id < 0) {
      const text = this.#readText(-id - 1);
      return text === undefined ? constant : { kind: 'text', text };
    }
    if (id > leastNumberId) return { kind: 'constant', number: id - numberBase };
    if (id < firstInterned) return fixed[id] ?? constant;
    if (id < firstTransient) return this.#pinned[id - firstInterned]?.(room) ?? lost;
    return id < firstDecodedText ? this.#describeRow(id, room) : this.#describeDecoded(id);
  }

  #describeRow(id: number, room: Room): Value {
    const row = this.#rows?.rowOf(id);
    if (row === undefined) return lost;
    if (row.tag === rowTags.persistent) return { kind: 'persistent', id: this.#describe(row.items[0] ?? 0, room) };
    return { kind: 'tuple', items: Array.from(row.items, (item) => this.#describe(item, room)) };
  }

  #describeDecoded(id: number): Value {
    const text = this.#texts[id - this.#firstText];
    return text === undefined ? lost : { kind: 'text', text };
  }

  #pin(describer: Describer): number {
    // ATTACKER: millions of different names. What is beyond is dropped, and says so where it is used.
    if (this.#pinned.length >= tableSize) return valueIds.lost;
    this.#pinned.push(describer);
    return firstInterned + this.#pinned.length - 1;
  }
}

/** Sizes that cost a loader memory stay exact; other numbers in a row of constants are data. */
function hasLargeNumber(ids: Float64Array, from: number, to: number): boolean {
  for (let run = from; run < to; run++) if (isLargeNumber(ids[run] ?? 0)) return true;
  return false;
}

/** True for integers that would be a large size. */
export function isLargeNumber(id: number): boolean {
  return id >= numberBase + largeSize;
}

/** Elements or bytes that no honest constructor is asked for by number. */
const largeSize = 2 ** 26;

function isTransient(id: number): boolean {
  return id >= firstTransient && id <= leastNumberId;
}

function constantTuple(length: number): number {
  if (length === 1) return valueIds.constantTuple1;
  if (length === 2) return valueIds.constantTuple2;
  return length === 3 ? valueIds.constantTuple3 : valueIds.constantTuple;
}
