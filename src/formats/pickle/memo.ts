// The unpickler's memo in little memory: one byte per entry while a page holds only common values.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { valueIds } from './values.ts';

const pageSize = 4096;
const unset = 255;
/** Ids below this fit a small page. */
const smallIds = 250;

type Page = Uint8Array | Float64Array;

/** Maps memo indexes to value ids. */
export class Memo {
  readonly #pages = new Map<number, Page>();
  #lastNumber = -1;
  #lastPage: Page | undefined;
  #largePages = 0;
  /** Number of indexes that are set: what MEMOIZE writes to next (CPython counts entries, not the highest index). */
  count = 0;

  get(index: number): number | undefined {
    const id = this.#page(Math.floor(index / pageSize))?.[index % pageSize];
    return id === undefined || id === unset ? undefined : id;
  }

  set(index: number, id: number): void {
    const number = Math.floor(index / pageSize);
    let page = this.#page(number) ?? this.#addPage(number);
    if ((id < 0 || id >= smallIds) && page instanceof Uint8Array) page = this.#enlarge(number, page);
    const slot = index % pageSize;
    if (page[slot] === unset) this.count += 1;
    page[slot] = page instanceof Uint8Array && (id < 0 || id >= smallIds) ? valueIds.lost : id;
  }

  #page(number: number): Page | undefined {
    if (number !== this.#lastNumber) {
      this.#lastNumber = number;
      this.#lastPage = this.#pages.get(number);
    }
    return this.#lastPage;
  }

  #addPage(number: number): Page {
    // ATTACKER: sparse indexes. A page costs 4 KiB; a stream earns one per 64 entries it really wrote, and some to start.
    if (this.#pages.size >= limits.pickleSparsePages.value + this.count / 64) {
      const limit = { limit: 'pickleSparsePages', value: this.#pages.size };
      throw new FormatError('FORMAT_LIMIT', 'the pickle scatters its memo over too wide a range', limit);
    }
    const page = new Uint8Array(pageSize).fill(unset);
    this.#pages.set(number, page);
    this.#lastPage = page;
    return page;
  }

  /** Pages of eight bytes per entry are limited; beyond, an uncommon value becomes `lost`. */
  #enlarge(number: number, page: Uint8Array): Page {
    if (this.#largePages >= limits.pickleMemoEntries.value / pageSize) return page;
    this.#largePages += 1;
    const large = new Float64Array(page);
    this.#pages.set(number, large);
    this.#lastPage = large;
    return large;
  }
}
