// A set of 64-bit hashes in typed arrays: ten million texts in 240 MB.
export class HashSet {
  #low: Int32Array = new Int32Array(1024);
  #high: Int32Array = new Int32Array(1024);
  #size = 0;

  /** @returns false when the hash was there. Two texts have the same by chance with 2^-64. */
  add(low: number, high: number): boolean {
    if (2 * this.#size >= this.#low.length) this.#grow();
    // All zero marks a free place.
    const isNew = place(this.#low, this.#high, low | 0, high | 1);
    if (isNew) this.#size++;
    return isNew;
  }

  has(low: number, high: number): boolean {
    const mask = this.#low.length - 1;
    for (let at = (low ^ (low >>> 16)) & mask; this.#high[at] !== 0; at = (at + 1) & mask) {
      if (this.#low[at] === (low | 0) && this.#high[at] === (high | 1)) return true;
    }
    return false;
  }

  #grow(): void {
    const low = new Int32Array(2 * this.#low.length);
    const high = new Int32Array(low.length);
    for (let at = 0; at < this.#low.length; at++) {
      if (this.#high[at] !== 0) place(low, high, this.#low[at] ?? 0, this.#high[at] ?? 0);
    }
    this.#low = low;
    this.#high = high;
  }
}

function place(lows: Int32Array, highs: Int32Array, low: number, high: number): boolean {
  const mask = lows.length - 1;
  let at = (low ^ (low >>> 16)) & mask;
  while (highs[at] !== 0) {
    if (lows[at] === low && highs[at] === high) return false;
    at = (at + 1) & mask;
  }
  lows[at] = low;
  highs[at] = high;
  return true;
}

/** Two 32-bit halves of a hash that cells are added to. */
export interface CellHash {
  low: number;
  high: number;
}

const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

export function addNumber(hash: CellHash, value: number): void {
  // Adding 0 makes one zero of the two.
  number[0] = value + 0;
  mix(hash, words[0] ?? 0);
  mix(hash, words[1] ?? 0);
}

export function addText(hash: CellHash, text: string | undefined): void {
  if (text === undefined) {
    mix(hash, 0x7fffffff);
    return;
  }
  mix(hash, text.length);
  for (let at = 0; at < text.length; at++) mix(hash, text.charCodeAt(at));
}

function mix(hash: CellHash, word: number): void {
  const a = Math.imul(hash.low ^ word, 0x85ebca6b);
  const b = Math.imul(hash.high ^ (word + 0x3c6ef372), 0xc2b2ae35);
  hash.low = (a ^ (a >>> 15)) + b;
  hash.high = b ^ (b >>> 13) ^ Math.imul(a, 0x27d4eb2f);
}
