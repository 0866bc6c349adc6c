// Typed arrays that grow while rows come, sized by what is known of how many will.

/** Numbers, kept in 32 bits each as long as that loses nothing. */
export class GrowingNumbers {
  #values: Float32Array | Float64Array;
  #length = 0;

  /** @param expected - rows that are expected in all */
  constructor(expected: number) {
    this.#values = new Float32Array(expected);
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  /** @param expected - rows expected in all, this time */
  append(numbers: Float64Array, expected: number): void {
    const needed = this.#length + numbers.length;
    if (needed > this.#values.length) this.#resize(Math.max(needed, expected, grown(this.#length)));
    if (this.#values instanceof Float32Array && !isSingle(numbers)) this.#resize(this.#values.length, true);
    this.#values.set(numbers, this.#length);
    this.#length = needed;
  }

  finish(): Float32Array | Float64Array {
    const all = this.#values.subarray(0, this.#length);
    return isWasteful(this.#values, this.#length) ? all.slice() : all;
  }

  #resize(length: number, isDouble: boolean = this.#values instanceof Float64Array): void {
    const larger = !isDouble ? new Float32Array(length) : new Float64Array(length);
    larger.set(this.#values.subarray(0, this.#length));
    this.#values = larger;
  }
}

/** Codes of words. */
export class GrowingCodes {
  #values: Int32Array;
  #length = 0;

  constructor(expected: number) {
    this.#values = new Int32Array(expected);
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  /** What was appended, to be changed in place. */
  get all(): Int32Array {
    return this.#values.subarray(0, this.#length);
  }

  /** Room for `count` more, which the caller fills. */
  extend(count: number, expected: number): Int32Array {
    const needed = this.#length + count;
    if (needed > this.#values.length) {
      const larger = new Int32Array(Math.max(needed, expected, grown(this.#length)));
      larger.set(this.#values.subarray(0, this.#length));
      this.#values = larger;
    }
    this.#length = needed;
    return this.#values.subarray(needed - count, needed);
  }

  finish(): Int32Array {
    const all = this.#values.subarray(0, this.#length);
    return isWasteful(this.#values, this.#length) ? all.slice() : all;
  }
}

function isSingle(numbers: Float64Array): boolean {
  for (let at = 0; at < numbers.length; at += 1) {
    const value = numbers[at] ?? 0;
    if (Math.fround(value) !== value && !Number.isNaN(value)) return false;
  }
  return true;
}

function grown(length: number): number {
  return Math.ceil(length * 1.25);
}

/** Memory that was taken for more rows and never touched costs nothing; much of it is given back all the same. */
function isWasteful(values: { readonly length: number }, length: number): boolean {
  return length < values.length * 0.9;
}
