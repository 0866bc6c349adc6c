// Bytes between opcodes that the loader of an object reads by itself: the arrays of joblib.
import type { Value } from '../views/program.ts';
import type { Memo } from './memo.ts';
import type { Values } from './values.ts';

/** Bytes that follow a BUILD outside the pickle's own opcodes, and where the opcodes go on. */
export interface RawBlock {
  readonly from: number;
  readonly to: number;
  /** True when the block is a pickle of its own instead of numbers. */
  readonly pickle: boolean;
}

/** An entry of the memo: its value, and every different state that BUILD gave to values that look like it. */
export type Recall = (memoIndex: number) => { readonly value: Value; readonly states: readonly Value[] } | undefined;

/** Asked at each BUILD whether the loader reads on by itself (joblib's array wrappers do). */
export type RawBlockReader = (build: {
  readonly target: Value;
  /** Offset of the call that made the target. */
  readonly madeAt: number;
  /** Offset after BUILD. */
  readonly offset: number;
  readonly recall: Recall;
}) => RawBlock | undefined;

/** Objects remembered as made and not yet built. */
const maxMade = 64;
const maxStatesPerTarget = 8;
const maxTargets = 1024;

/** Remembers which objects a raw block may follow, and asks the reader when one of them is built. */
export class RawBlocks {
  readonly #read: RawBlockReader;
  readonly #values: Values;
  readonly #memo: Memo;
  /** Where objects were made that a raw block may follow, by value id. */
  readonly #madeAt = new Map<number, number>();
  readonly #states = new Map<number, readonly Value[]>();
  readonly found: RawBlock[] = [];

  constructor(read: RawBlockReader, values: Values, memo: Memo) {
    this.#read = read;
    this.#values = values;
    this.#memo = memo;
  }

  /** @param offset - offset after the opcode that made the object */
  made(id: number, offset: number): void {
    this.#madeAt.delete(id);
    if (this.#madeAt.size < maxMade) this.#madeAt.set(id, offset);
  }

  /** States are few: they are kept for the record types that array wrappers refer to. */
  keepState(target: number, state: number): void {
    const states = this.#states.get(target) ?? [];
    if (states.length >= maxStatesPerTarget || this.#states.size >= maxTargets) return;
    const value = this.#values.describe(state);
    if (value.kind === 'tuple') this.#states.set(target, [...states, value]);
  }

  /** The block behind a BUILD of `target` that ends at `offset`, if the loader of the target reads one. */
  after(target: number, offset: number): RawBlock | undefined {
    const madeAt = this.#madeAt.get(target);
    if (madeAt === undefined) return undefined;
    const recall: Recall = (index) => this.#recall(index);
    const block = this.#read({ target: this.#values.describe(target), madeAt, offset, recall });
    this.#madeAt.delete(target);
    if (block !== undefined) this.found.push(block);
    return block;
  }

  #recall(index: number): ReturnType<Recall> {
    const id = this.#memo.get(index);
    return id === undefined ? undefined : { value: this.#values.describe(id), states: this.#states.get(id) ?? [] };
  }
}
