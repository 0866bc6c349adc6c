// Numbers pairs of 32-bit keys in the order in which they are first met. Typed arrays: ten million entries are no objects.

/** A hash table of pairs with open addressing. */
export class PairTable {
  /** Number of different pairs. */
  size = 0;
  #slots = new Int32Array(1 << 12).fill(-1);
  #first = new Uint32Array(1 << 11);
  #second = new Uint32Array(1 << 11);

  /** The number of a pair, 0..size-1; a new pair gets the next one. */
  add(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const known = this.#slots[slot] ?? -1;
    if (known !== -1) return known;
    const number = this.size;
    if (number === this.#first.length) this.#grow();
    this.#first[number] = first;
    this.#second[number] = second;
    this.#slots[this.#slotOf(first, second)] = number;
    this.size += 1;
    return number;
  }

  /** Where the pair stands or would stand. */
  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let h = Math.imul(first ^ Math.imul(second, 0x9e3779b1), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
    let slot = (h ^ (h >>> 16)) & mask;
    for (;;) {
      const number = this.#slots[slot] ?? -1;
      if (number === -1) return slot;
      if (this.#first[number] === first >>> 0 && this.#second[number] === second >>> 0) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Doubles the room; half of the slots stay empty. */
  #grow(): void {
    const room = 2 * this.#first.length;
    this.#first = enlarged(this.#first, room);
    this.#second = enlarged(this.#second, room);
    this.#slots = new Int32Array(2 * room).fill(-1);
    for (let number = 0; number < this.size; number++)
      this.#slots[this.#slotOf(this.#first[number] ?? 0, this.#second[number] ?? 0)] = number;
  }
}

function enlarged(array: Uint32Array<ArrayBuffer>, room: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(room);
  grown.set(array);
  return grown;
}
