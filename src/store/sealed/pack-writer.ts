// Writes packs: sealed blobs one after the other, nothing else.
import type { ObjectBackend, ObjectWriter } from '../object-backend.ts';
import { drawRandom } from './draw-random.ts';

export const packFolder = 'packs';
/** A pack is ended when it reaches this. A larger blob has a pack of its own. */
export const packBytes = 1_073_741_824;
const bufferBytes = 1_048_576;

/** `packs/<id>.pack` */
export function packName(id: string): string {
  return `${packFolder}/${id}.pack`;
}

/** Nobody draws the same one twice. */
export function drawId(): string {
  return drawRandom(16).toString('hex');
}

export class PackWriter {
  readonly id: string = drawId();
  readonly #backend: ObjectBackend;
  #writer: ObjectWriter | undefined;
  #buffer: Buffer | undefined;
  #filled = 0;
  #size = 0;

  constructor(backend: ObjectBackend) {
    this.#backend = backend;
  }

  /** Bytes taken so far: where the next blob begins. */
  get size(): number {
    return this.#size;
  }

  /** The bytes have been copied when it returns. */
  async append(...pieces: readonly Uint8Array[]): Promise<void> {
    this.#buffer ??= Buffer.allocUnsafeSlow(bufferBytes);
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) {
        const part = piece.subarray(at, at + bufferBytes - this.#filled);
        this.#buffer.set(part, this.#filled);
        this.#filled += part.length;
        at += part.length;
        if (this.#filled === bufferBytes) await this.#flush();
      }
      this.#size += piece.length;
    }
  }

  /** Returns when all bytes are durable. */
  async finish(): Promise<void> {
    await this.#flush();
    this.#buffer = undefined;
    await this.#writer?.finish();
  }

  async abort(): Promise<void> {
    this.#buffer = undefined;
    await this.#writer?.abort();
  }

  async #flush(): Promise<void> {
    this.#writer ??= await this.#backend.write(packName(this.id));
    if (this.#buffer !== undefined) await this.#writer.write(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
