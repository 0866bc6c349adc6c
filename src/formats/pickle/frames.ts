// Frames of protocol 4 and 5. Picklers end a frame between two opcodes; where a stream does not, CPython's unpicklers
// read different opcodes (cpython#154848), so that is two readings.
import type { Oddity } from '../views/oddity.ts';

/** The finding about a frame that does not fit; a file that is cut has one too, and then no unpickler ends. */
export const frameBeyondData = 'a frame is longer than the data: the C unpickler raises, the Python unpickler goes on';

/** Follows which frame is open. The reading that counts here ignores frames, like the C unpickler on bytes. */
export class Frames {
  readonly #size: number;
  readonly #notice: (oddity: Oddity) => void;
  /** Offset at which the open frame ends; Infinity when none is open. */
  end: number = Number.POSITIVE_INFINITY;

  constructor(size: number, notice: (oddity: Oddity) => void) {
    this.#size = size;
    this.#notice = notice;
  }

  get isOpen(): boolean {
    return this.end !== Number.POSITIVE_INFINITY;
  }

  /**
   * @param length - declared length of the frame
   * @param opcodeAt - offset of FRAME
   * @param offset - offset after it, where the frame begins
   */
  enter(length: number, opcodeAt: number, offset: number): void {
    if (this.isOpen && opcodeAt < this.end) {
      this.#odd('a frame opens inside a frame: the C unpickler accepts it, the Python unpickler raises', opcodeAt);
    }
    if (offset + length > this.#size) {
      this.#odd(frameBeyondData, opcodeAt);
    }
    this.end = offset + length;
  }

  /** Called when an opcode begins at or after the end of the open frame. */
  leave(offset: number): void {
    if (offset > this.end) {
      this.#odd('an opcode crosses the end of its frame: unpicklers disagree on which bytes follow', this.end);
    }
    this.close();
  }

  close(): void {
    this.end = Number.POSITIVE_INFINITY;
  }

  #odd(message: string, offset: number): void {
    this.#notice({
      kind: 'two-readings',
      message,
      where: { offset, element: 'FRAME' },
      references: ['https://github.com/python/cpython/issues/154848'],
    });
  }
}
