// Random numbers that anybody can draw again from the seed: on every machine, in every version of the language.
import { NumericError } from '#core/errors';
import { normalQuantile } from './normal-quantile.ts';
import { nextXoshiro128, type Xoshiro128State, xoshiro128State } from './xoshiro128.ts';

/** A source of random numbers. Each draw changes it; two of the same seed and stream draw the same. */
export interface Random {
  /** 0 <= u < 1, a multiple of 2^-53. */
  readonly uniform: () => number;
  /** Standard normal: mean 0, variance 1. */
  readonly normal: () => number;
  /**
   * 0..n-1, each with the same probability.
   * @param n - 1..2^32
   */
  readonly integer: (n: number) => number;
  /** Puts the elements in random order, in place; each order has the same probability. Returns the array. */
  readonly shuffle: <A extends Shufflable>(array: A) => A;
  /** k different numbers of 0..n-1, in random order. O(k) work and memory. */
  readonly sample: (n: number, k: number) => Int32Array;
}

/** What can be put in another order in place. */
export type Shufflable = unknown[] | Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * A source of random numbers made from a seed.
 * @param seed - integer, 0..2^53-1
 * @param stream - integer, 0..2^53-1: independent draws of the same seed, for example one stream per class
 * @throws {NumericError} NUMERIC_RANGE when seed or stream is no such integer, and by draws whose arguments are out of range
 * @source generator: Blackman, Vigna 2021 (xoshiro128**); normal: inversion, Wichura 1988 (AS 241); shuffle: Durstenfeld 1964
 * @limits not for secrets: who sees a few draws can tell all others
 * @example seeded(7).integer(6) + 1 // a die
 */
export function seeded(seed: number, stream = 0): Random {
  assertWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  assertWhole('stream', stream, 0, Number.MAX_SAFE_INTEGER);
  return new SeededRandom(xoshiro128State(seed, stream));
}

/** The methods are bound by arrow functions, so that they can be handed on. */
class SeededRandom implements Random {
  readonly #state: Xoshiro128State;

  constructor(state: Xoshiro128State) {
    this.#state = state;
  }

  readonly uniform = (): number => {
    const high = nextXoshiro128(this.#state) >>> 5;
    const low = nextXoshiro128(this.#state) >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };

  /** One uniform number per draw, at the middle of its step, so that neither infinity can come out. */
  readonly normal = (): number => normalQuantile(this.uniform() + 2 ** -54);

  readonly integer = (n: number): number => {
    assertWhole('n', n, 1, 2 ** 32);
    // Draws of the last, incomplete run of n are drawn again: otherwise low numbers would be more frequent.
    const complete = 2 ** 32 - (2 ** 32 % n);
    let bits = nextXoshiro128(this.#state);
    while (bits >= complete) bits = nextXoshiro128(this.#state);
    return bits % n;
  };

  readonly shuffle = <A extends Shufflable>(array: A): A => {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const other = array[i];
      array[i] = array[j];
      array[j] = other;
    }
    return array;
  };

  readonly sample = (n: number, k: number): Int32Array => {
    assertWhole('n', n, 0, 2 ** 31 - 1);
    assertWhole('k', k, 0, n);
    // The first k steps of a shuffle of 0..n-1; `moved` holds the places that are not where they began.
    const moved = new Map<number, number>();
    const drawn = new Int32Array(k);
    for (let i = 0; i < k; i++) {
      const j = i + this.integer(n - i);
      drawn[i] = moved.get(j) ?? j;
      moved.set(j, moved.get(i) ?? i);
    }
    return drawn;
  };
}

function assertWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new NumericError('NUMERIC_RANGE', `${name} has to be a whole number, ${least}..${most}`, { value });
}
