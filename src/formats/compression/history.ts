// The bytes that were decoded last, which later ones copy from: the dictionary of LZMA. A ring that starts small and
// grows to the size the stream declares, at most `maxHistoryBytes`, so that memory follows the data and not a header.
import { FormatError } from '#core/errors';

/** The dictionary of `xz -9` and `7z -mx=9`. */
export const maxHistoryBytes: number = 64 * 1024 * 1024;

const firstBytes = 64 * 1024;

export class History {
  readonly #declared: number;
  readonly #most: number;
  /** Public so that the inner loops of a decoder can write to them directly. */
  buffer: Uint8Array;
  position = 0;
  /** True once the ring has wrapped. */
  #wrapped = false;

  /** @param declared - dictionary size as the stream states it, any value */
  constructor(declared: number) {
    this.#declared = declared;
    this.#most = Math.min(Math.max(declared, 4096), maxHistoryBytes);
    this.buffer = new Uint8Array(Math.min(this.#most, firstBytes));
  }

  /** Makes room to write at `position`. @returns how many bytes may be written before the next call, >= 1 */
  room(): number {
    if (this.position === this.buffer.length) {
      if (this.buffer.length < this.#most) this.#grow();
      else {
        this.position = 0;
        this.#wrapped = true;
      }
    }
    return this.buffer.length - this.position;
  }

  /** Index of the byte `distance` before the next one. @throws {FormatError} when nothing that old is kept */
  indexOf(distance: number): number {
    const index = this.position - distance;
    if (index >= 0) return index;
    if (this.#wrapped && distance <= this.buffer.length) return index + this.buffer.length;
    const fits = distance > this.#declared || !this.#wrapped;
    if (fits) throw new FormatError('FORMAT_MALFORMED', 'a back reference leads to before the start of the data');
    throw new FormatError('FORMAT_LIMIT', 'a back reference needs a larger dictionary than a scan may use', {
      limit: 'decoderBytes',
      value: this.#declared,
    });
  }

  /** Copies up to `length` bytes from `distance` back; both ranges may overlap. The caller has asked for room. */
  repeat(distance: number, length: number): void {
    const buffer = this.buffer;
    let from = this.indexOf(distance);
    let to = this.position;
    const end = to + length;
    while (to < end) {
      buffer[to] = buffer[from] ?? 0;
      to += 1;
      from += 1;
      if (from === buffer.length) from = 0;
    }
    this.position = end;
  }

  /** Forgets everything, for a stream that starts anew. */
  reset(): void {
    this.position = 0;
    this.#wrapped = false;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.min(this.#most, this.buffer.length * 2));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}
