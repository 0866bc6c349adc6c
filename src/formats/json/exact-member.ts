// The members of a JSON document's outermost object one after the other, each exactly as written: numbers verbatim,
// duplicate names kept, offsets everywhere. For formats whose loaders care about such differences.
import { FormatError } from '#core/errors';
import type { JsonEvents, JsonProblem } from '#core/json/json-events';
import { type JsonOptions, parseJson } from '#core/json/parse-json';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';

export interface ExactMember {
  readonly name: string;
  readonly offset: number;
  readonly value: ExactNode;
}

export type ExactNode =
  | { readonly kind: 'object'; readonly offset: number; readonly members: readonly ExactMember[] }
  | { readonly kind: 'array'; readonly offset: number; readonly items: readonly ExactNode[] }
  | { readonly kind: 'string'; readonly offset: number; readonly text: string }
  | { readonly kind: 'number'; readonly offset: number; readonly written: string }
  | { readonly kind: 'literal'; readonly offset: number; readonly value: boolean | null };

/**
 * Reads a document whose top level must be an object and hands over its members in order; none is kept.
 * @throws {FormatError} as `parseJson`; FORMAT_MALFORMED when the top level is no object; FORMAT_LIMIT when one member
 *   costs more than `limits.jsonTreeCells`
 */
export function parseExactMembers(
  bytes: Uint8Array,
  budget: WorkBudget,
  options: JsonOptions,
  each: (member: ExactMember) => void,
): void {
  parseJson(bytes, new MemberBuilder(each), budget, options);
}

type OpenNode =
  | { readonly kind: 'object'; readonly offset: number; readonly members: ExactMember[] }
  | { readonly kind: 'array'; readonly offset: number; readonly items: ExactNode[] };

class MemberBuilder implements JsonEvents {
  readonly #each: (member: ExactMember) => void;
  readonly #open: OpenNode[] = [];
  readonly #names: { readonly name: string; readonly offset: number }[] = [];
  #nodes = 0;

  constructor(each: (member: ExactMember) => void) {
    this.#each = each;
  }

  openObject(offset: number): void {
    this.#open.push({ kind: 'object', offset, members: [] });
  }

  openArray(offset: number): void {
    if (this.#open.length === 0) throw noObject(offset);
    this.#open.push({ kind: 'array', offset, items: [] });
  }

  closeObject(offset: number): void {
    const node = this.#open.pop();
    if (node !== undefined && this.#open.length > 0) this.#add(node, offset);
  }

  closeArray(offset: number): void {
    this.closeObject(offset);
  }

  key(name: string, offset: number): void {
    this.#names.push({ name, offset });
  }

  string(text: string, offset: number): void {
    this.#add({ kind: 'string', offset, text }, offset);
  }

  number(written: string, offset: number): void {
    this.#add({ kind: 'number', offset, written }, offset);
  }

  literal(value: boolean | null, offset: number): void {
    this.#add({ kind: 'literal', offset, value }, offset);
  }

  problem(_problem: JsonProblem): void {}

  #add(value: ExactNode, offset: number): void {
    this.#nodes += 1;
    if (this.#nodes * cellsPerNode > limits.jsonTreeCells.value) {
      throw new FormatError('FORMAT_LIMIT', 'one member is too large to hold', { offset, limit: 'jsonTreeCells' });
    }
    const container = this.#open[this.#open.length - 1];
    if (container === undefined) throw noObject(offset);
    if (container.kind === 'array') container.items.push(value);
    else this.#addMember(container.members, value);
  }

  #addMember(members: ExactMember[], value: ExactNode): void {
    const name = this.#names.pop();
    if (name === undefined) return;
    if (this.#open.length > 1) members.push({ ...name, value });
    else {
      this.#nodes = 0;
      this.#each({ ...name, value });
    }
  }
}

function noObject(offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'the JSON document is not an object', { offset });
}

const cellsPerNode = 20;
