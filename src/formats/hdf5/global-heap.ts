// The global heap: collections of objects that variable-length values point into (specification, section III.E).
import { FormatError } from '#core/errors';
import type { Hdf5File } from './hdf5-file.ts';

export interface HeapObject {
  /** Address of its bytes. */
  readonly from: number;
  readonly bytes: Uint8Array;
}

/** Reads collections once, however often values point into them. */
export class GlobalHeap {
  readonly #file: Hdf5File;
  readonly #collections = new Map<number, ReadonlyMap<number, HeapObject>>();

  constructor(file: Hdf5File) {
    this.#file = file;
  }

  /** @throws {FormatError} FORMAT_MALFORMED when nothing is there */
  object(address: number, index: number): HeapObject {
    const found = this.collection(address).get(index);
    if (found === undefined) {
      throw new FormatError('FORMAT_MALFORMED', `the global heap has no object ${index}`, {
        offset: this.#file.base + address,
      });
    }
    return found;
  }

  /** All objects of the collection at `address`. @throws {FormatError} */
  collection(address: number): ReadonlyMap<number, HeapObject> {
    const known = this.#collections.get(address);
    if (known !== undefined) return known;
    const objects = this.read(address);
    const bytes = [...objects.values()].reduce((sum, object) => sum + object.bytes.length, 0);
    // ATTACKER: collections may overlap, and each one that is kept is memory.
    if (!this.#file.budget.takeSpool(bytes)) {
      throw new FormatError('FORMAT_LIMIT', 'the global heap holds more than is kept', { limit: 'spoolBytes' });
    }
    this.#collections.set(address, objects);
    return objects;
  }

  /** All objects of the collection at `address`, without keeping them. @throws {FormatError} */
  read(address: number): ReadonlyMap<number, HeapObject> {
    const prefix = 8 + this.#file.lengthBytes;
    const size = this.#file.block('global heap', address, prefix, (block) => {
      block.signature('GCOL');
      block.skip(4);
      return block.length() ?? 0;
    });
    if (size < prefix) throw new FormatError('FORMAT_MALFORMED', 'a global heap is too short', { offset: address });
    return this.#file.block('global heap', address + prefix, size - prefix, (block) => {
      const objects = new Map<number, HeapObject>();
      while (block.remaining >= prefix) {
        const index = block.u16();
        // Index 0 is the free space at the end.
        if (index === 0) break;
        block.skip(6);
        this.#file.budget.spend(objectWork, this.#file.base + address);
        const length = block.length() ?? Number.POSITIVE_INFINITY;
        const from = address + prefix + block.position;
        objects.set(index, { from, bytes: block.view(length) });
        block.skip(Math.min(block.remaining, (8 - (length % 8)) % 8));
      }
      return objects;
    });
  }
}

/** Steps that an object costs: overlapping collections make the same bytes objects again and again. */
const objectWork = 32;
