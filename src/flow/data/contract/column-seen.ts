// What was seen of a column, from which its rules are inferred.
import { numberOf, textOf, timeOf } from '#checks/dataset/rules/cells';
import { addText, HashSet } from '#checks/dataset/rules/hash-set';
import { scriptTests } from '#checks/dataset/rules/scripts';
import { cellStates, type TableBlock } from '#core/dataset/table-block';

const mostNames = 64;
const shapes: readonly (readonly [string, RegExp])[] = [
  [
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  ],
  ['\\d{4}-\\d{2}-\\d{2}', /^\d{4}-\d{2}-\d{2}$/],
  ['[0-9a-f]{64}', /^[0-9a-f]{64}$/],
  ['[0-9a-f]{40}', /^[0-9a-f]{40}$/],
  ['[0-9a-f]{32}', /^[0-9a-f]{32}$/],
  ['[^@\\s]+@[^@\\s]+\\.[^@\\s.]+', /^[^@\s]+@[^@\s]+\.[^@\s.]+$/],
  ['https?://\\S+', /^https?:\/\/\S+$/],
  ['[A-Z]{1,5}-?\\d+', /^[A-Z]{1,5}-?\d+$/],
];

/** One column, block by block. */
export class ColumnSeen {
  readonly name: string;
  rows = 0;
  missing = 0;
  notFinite = 0;
  numbers = 0;
  integers = 0;
  times = 0;
  texts = 0;
  least: number = Infinity;
  most: number = -Infinity;
  shortest: number = Infinity;
  longest: number = 0;
  newest: number = -Infinity;
  future = 0;
  repeated = false;
  readable = 0;
  /** Different values while there are few; then undefined. */
  names: Map<string, number> | undefined = new Map();
  readonly scripts: Set<string> = new Set();
  #shapes: readonly (readonly [string, RegExp])[] = shapes;
  #seen: HashSet | undefined = new HashSet();
  readonly #now: number;

  constructor(name: string, now: number) {
    this.name = name;
    this.#now = now;
  }

  /** What all texts are written like; undefined when nothing that is known. */
  get shape(): string | undefined {
    return this.texts === 0 ? undefined : this.#shapes[0]?.[0];
  }

  get values(): number {
    return this.rows - this.missing;
  }

  add(block: TableBlock, at: number): void {
    const cells = block.columns[at];
    if (cells === undefined) return;
    this.rows += block.count;
    for (let row = 0; row < block.count; row++) {
      if (cells.kind === 'number') {
        const state = cells.states[row];
        if (state === cellStates.missing) {
          this.missing++;
          continue;
        }
        if (state === cellStates.notFinite) this.notFinite++;
        else this.#addNumber(cells.values[row] ?? 0);
        if (this.names !== undefined || this.#seen !== undefined) this.#addName(String(cells.values[row]));
        continue;
      }
      const text = textOf(cells, row);
      if (text === undefined) {
        this.missing++;
        continue;
      }
      const number = numberOf(cells, row);
      if (Number.isNaN(number)) this.#addText(text, timeOf(cells, row));
      else this.#addNumber(number);
      this.#addName(text);
    }
  }

  #addNumber(value: number): void {
    this.numbers++;
    if (Number.isInteger(value)) this.integers++;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
  }

  #addText(text: string, time: number): void {
    this.texts++;
    this.shortest = Math.min(this.shortest, text.length);
    this.longest = Math.max(this.longest, text.length);
    if (this.#shapes.length > 0) this.#shapes = this.#shapes.filter(([, shape]) => shape.test(text));
    if (this.scripts.size < scriptTests.length && this.texts <= 10_000) {
      for (const [script, test] of scriptTests) if (test.test(text)) this.scripts.add(script);
    }
    if (Number.isNaN(time)) return;
    this.times++;
    if (time > this.#now) this.future++;
    else this.newest = Math.max(this.newest, time);
  }

  #addName(text: string): void {
    if (this.names !== undefined) {
      this.names.set(text, (this.names.get(text) ?? 0) + 1);
      if (this.names.size > mostNames) this.names = undefined;
    }
    if (this.#seen === undefined) return;
    const hash = { low: 1, high: 2 };
    addText(hash, text);
    if (this.#seen.add(hash.low, hash.high)) return;
    this.repeated = true;
    this.#seen = undefined;
  }
}
