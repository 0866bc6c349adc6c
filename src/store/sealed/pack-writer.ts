// Writes packs: sealed blobs one after the other, nothing else.
import { randomBytes } from 'node:crypto';
import type { ObjectBackend, ObjectWriter } from '../object-backend.ts';

export const packFolder = 'packs';
/** A pack is ended when it reaches this. A larger blob has a pack of its own. */
export const packBytes = 1_073_741_824;
const bufferBytes = 4_194_304;

/** `packs/<id>.pack` */
export function packName(id: string): string {
  return `${packFolder}/${id}.pack`;
}

/** Nobody draws the same one twice. */
export function drawId(): string {
  return randomBytes(16).toString('hex');
}

export class PackWriter {
  readonly id: string = drawId();
  readonly #backend: ObjectBackend;
  #writer: ObjectWriter | undefined;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #size = 0;

  constructor(backend: ObjectBackend) {
    this.#backend = backend;
  }

  /** Bytes taken so far: where the next blob begins. */
  get size(): number {
    return this.#size;
  }

  /** The bytes must not change until `finish`. */
  async append(...pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      this.#pending.push(piece);
      this.#pendingBytes += piece.length;
      this.#size += piece.length;
    }
    if (this.#pendingBytes >= bufferBytes) await this.#flush();
  }

  /** Returns when all bytes are durable. */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#writer?.finish();
  }

  async abort(): Promise<void> {
    this.#pending = [];
    await this.#writer?.abort();
  }

  async #flush(): Promise<void> {
    this.#writer ??= await this.#backend.write(packName(this.id));
    const bytes = Buffer.concat(this.#pending, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
    await this.#writer.write(bytes);
  }
}
