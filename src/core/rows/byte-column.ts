// A column that grows: bytes in pieces, so that growing never holds everything twice.

const firstPieceBytes = 1 << 8;
const largestPieceBytes = 1 << 20;

export class ByteColumn {
  readonly #full: Buffer[] = [];
  #piece: Buffer = Buffer.allocUnsafe(firstPieceBytes);
  #used = 0;
  #length = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    if (this.#used + bytes.length > this.#piece.length) this.#turn(bytes.length);
    this.#piece.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#length += bytes.length;
  }

  /** Little-endian. @param value - 0..2^32-1 */
  pushUint32(value: number): void {
    if (this.#used + 4 > this.#piece.length) this.#turn(4);
    this.#used = this.#piece.writeUInt32LE(value, this.#used);
    this.#length += 4;
  }

  /** Little-endian in eight bytes. @param value - 0..2^53-1 */
  pushUint64(value: number): void {
    this.pushUint32(value % 2 ** 32);
    this.pushUint32(Math.floor(value / 2 ** 32));
  }

  /** Moves everything to `target` from `at` on, and is empty afterwards. @returns where it ends there */
  moveTo(target: Uint8Array, at: number): number {
    this.#full.push(this.#piece.subarray(0, this.#used));
    let end = at;
    for (let piece = this.#full.shift(); piece !== undefined; piece = this.#full.shift()) {
      target.set(piece, end);
      end += piece.length;
    }
    this.#piece = Buffer.alloc(0);
    this.#used = 0;
    this.#length = 0;
    return end;
  }

  #turn(needed: number): void {
    this.#full.push(this.#piece.subarray(0, this.#used));
    const wanted = Math.min(largestPieceBytes, this.#piece.length * 2);
    this.#piece = Buffer.allocUnsafe(Math.max(wanted, needed));
    this.#used = 0;
  }
}
