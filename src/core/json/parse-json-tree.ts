// A JSON document as nested Maps and lists, with every departure from the strict format noted.

import { FormatError } from '../errors.ts';
import * as limits from '../limits.ts';
import { lookupKey } from '../lookup-key.ts';
import type { WorkBudget } from '../work-budget.ts';
import type { JsonEvents, JsonProblem } from './json-events.ts';
import { type JsonOptions, parseJson } from './parse-json.ts';

/** A Map, so that no key of the document can be a key of Object.prototype. */
export type JsonNode = null | boolean | number | string | readonly JsonNode[] | ReadonlyMap<string, JsonNode>;

export interface JsonTree {
  readonly root: JsonNode;
  /** What `options` tolerated, and duplicate names; at most `limits.jsonProblems`, `problemCount` has them all. */
  readonly problems: readonly JsonProblem[];
  readonly problemCount: number;
}

/** What trees cost that are kept together, in cells. */
export interface TreeCost {
  cells: number;
}

export interface TreeOptions extends JsonOptions {
  /** Counts towards `limits.jsonTreeCells` for all trees that share it. */
  readonly cost?: TreeCost;
}

/**
 * Reads one JSON document into a tree. Of a duplicate name the last value stays, as in most loaders, and it is a problem.
 * Numbers are binary64: whoever must tell `-0` or 2^64 apart reads the events instead.
 * @throws {FormatError} as `parseJson`, and FORMAT_LIMIT when the tree would cost more than `limits.jsonTreeCells`
 */
export function parseJsonTree(bytes: Uint8Array, budget: WorkBudget, options: TreeOptions = {}): JsonTree {
  const builder = new TreeBuilder(options.cost ?? { cells: 0 });
  parseJson(bytes, builder, budget, options);
  return { root: builder.root, problems: builder.problems, problemCount: builder.problemCount };
}

type Container = Map<string, JsonNode> | JsonNode[];

class TreeBuilder implements JsonEvents {
  root: JsonNode = null;
  readonly problems: JsonProblem[] = [];
  problemCount = 0;
  readonly #cost: TreeCost;
  #container: Container | undefined;
  #name = '';
  readonly #outer: { readonly container: Container | undefined; readonly name: string }[] = [];

  constructor(cost: TreeCost) {
    this.#cost = cost;
  }

  openObject(offset: number): void {
    this.#enter(new Map(), mapCells, offset);
  }

  openArray(offset: number): void {
    this.#enter([], this.#outer.length > usualDepth ? deepArrayCells : arrayCells, offset);
  }

  closeObject(offset: number): void {
    this.#leave(offset);
  }

  closeArray(offset: number): void {
    this.#leave(offset);
  }

  key(text: string, offset: number): void {
    // What nobody can look for may stand under another name.
    this.#name = lookupKey(text);
    if (!(this.#container instanceof Map)) return;
    // A Map doubles its table when it is full: four entries come with it, later ones cost twice their size at worst.
    this.#spend((this.#container.size < 4 ? 0 : entryCells) + cellsOf(text), offset);
    if (this.#container.has(this.#name)) this.problem({ kind: 'duplicate-key', offset, text });
  }

  string(text: string, offset: number): void {
    this.#add(text, 1 + cellsOf(text), offset);
  }

  number(written: string, offset: number): void {
    this.#add(Number(written), numberCells, offset);
  }

  literal(value: boolean | null, offset: number): void {
    this.#add(value, 1, offset);
  }

  problem(problem: JsonProblem): void {
    this.problemCount += 1;
    if (this.problems.length < limits.jsonProblems.value) this.problems.push(problem);
  }

  #enter(container: Container, cells: number, offset: number): void {
    this.#spend(cells, offset);
    this.#outer.push({ container: this.#container, name: this.#name });
    this.#container = container;
  }

  /** A short list is kept as a copy: pushing has left room in it for 16 elements. */
  #leave(offset: number): void {
    const closed = this.#container ?? null;
    const outer = this.#outer.pop();
    this.#container = outer?.container;
    this.#name = outer?.name ?? '';
    this.#add(Array.isArray(closed) && closed.length < 64 ? closed.slice() : closed, 1, offset);
  }

  #add(node: JsonNode, cells: number, offset: number): void {
    this.#spend(cells, offset);
    if (this.#container === undefined) this.root = node;
    else if (Array.isArray(this.#container)) this.#container.push(node);
    else this.#container.set(this.#name, node);
  }

  // ATTACKER: `[],[],[]` costs three bytes in the file and fifty in memory.
  #spend(cells: number, offset: number): void {
    this.#cost.cells += cells;
    if (this.#cost.cells <= limits.jsonTreeCells.value) return;
    throw new FormatError('FORMAT_LIMIT', 'the tree of this document is too large to hold', {
      offset,
      limit: 'jsonTreeCells',
    });
  }
}

/** Memory of a string; the reader gives the same object for short ones that occur often. */
function cellsOf(text: string): number {
  return 2 + (text.length >> 3);
}

// Memory of an empty container in V8, in cells of about 10 bytes, with what the collector leaves lying. [measured]
const mapCells = 36;
const arrayCells = 5;
/** Lists in lists in lists are all open, with room for more, until the innermost ends. */
const deepArrayCells = 9;
const usualDepth = 8;
const entryCells = 6;
/** A list that grows by half is there twice for a moment. */
const numberCells = 3;
