// Keeps the bytes of files between two readings, as far as there is room; the others are read again.
import type { RowId } from '#core/dataset/data-set';
import * as limits from '#core/limits';
import type { PictureEntry } from './picture-entries.ts';

export class HeldFiles {
  readonly #held = new Map<RowId, Uint8Array>();
  #room: number;

  /** @param most - bytes that are kept at most, below the limit */
  constructor(most: number = limits.imageFilesHeld.value) {
    this.#room = Math.min(most, limits.imageFilesHeld.value);
  }

  /** @throws what reading throws */
  look(entry: PictureEntry): Uint8Array {
    const bytes = entry.read();
    if (bytes.length <= this.#room) {
      this.#room -= bytes.length;
      this.#held.set(entry.id, bytes);
    }
    return bytes;
  }

  /** For the last time. @throws what reading throws */
  take(entry: PictureEntry): Uint8Array {
    const bytes = this.#held.get(entry.id);
    this.#held.delete(entry.id);
    return bytes ?? entry.read();
  }
}
