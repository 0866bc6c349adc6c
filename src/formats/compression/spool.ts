// The memory that decompressed data of one file may take: blocks are kept while there is room, the least recently used
// give way. What was dropped is decompressed again when it is wanted.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';

/** Something that holds blocks and open decompressors, and can lose them at any time. */
export interface SpoolOwner {
  /** Called when a block was dropped to make room. */
  forgetBlock(index: number): void;
  /** Called when an open decompressor must go; `close` is the owner's to call. */
  forgetCursor(cursor: SpoolCursor): void;
}

/** An open decompressor, as the spool sees it. */
export interface SpoolCursor {
  readonly memory: number;
}

const spools = new WeakMap<WorkBudget, Spool>();
const maxCursors = 16;

/** The spool that belongs to a budget: one per outermost file. */
export function spoolOf(budget: WorkBudget): Spool {
  let spool = spools.get(budget);
  if (spool === undefined) {
    spool = new Spool(budget);
    spools.set(budget, spool);
  }
  return spool;
}

export class Spool {
  readonly #budget: WorkBudget;
  /** Least recently used first. */
  readonly #blocks = new Map<Uint8Array, { readonly owner: SpoolOwner; readonly index: number }>();
  readonly #cursors = new Map<SpoolCursor, SpoolOwner>();

  constructor(budget: WorkBudget) {
    this.#budget = budget;
  }

  /**
   * Accounts for a block that its owner wants to keep.
   * @param from - whose blocks may be dropped to make room
   * @returns false when there is no room: the owner must not keep it
   */
  keepBlock(owner: SpoolOwner, index: number, block: Uint8Array, from: 'all' | 'others'): boolean {
    while (!this.#budget.takeSpool(block.length)) {
      if (!this.#dropOldest(from === 'others' ? owner : undefined)) return false;
    }
    this.#blocks.set(block, { owner, index });
    return true;
  }

  touchBlock(block: Uint8Array): void {
    const entry = this.#blocks.get(block);
    if (entry === undefined) return;
    this.#blocks.delete(block);
    this.#blocks.set(block, entry);
  }

  /**
   * Notes that a decompressor is in use and closes idle ones when there are too many or they hold too much.
   * @throws {FormatError} FORMAT_LIMIT when this one alone holds more than `limits.decoderBytes`
   */
  useCursor(owner: SpoolOwner, cursor: SpoolCursor): void {
    this.#cursors.delete(cursor);
    this.#cursors.set(cursor, owner);
    let memory = 0;
    for (const open of this.#cursors.keys()) memory += open.memory;
    for (const [open, itsOwner] of this.#cursors) {
      if (memory <= limits.decoderBytes.value && this.#cursors.size <= maxCursors) return;
      if (open === cursor) break;
      memory -= open.memory;
      this.#cursors.delete(open);
      itsOwner.forgetCursor(open);
    }
    if (memory <= limits.decoderBytes.value) return;
    throw new FormatError('FORMAT_LIMIT', 'decompressing would need more memory than a scan may use', {
      limit: 'decoderBytes',
      value: memory,
    });
  }

  dropCursor(cursor: SpoolCursor): void {
    this.#cursors.delete(cursor);
  }

  #dropOldest(except: SpoolOwner | undefined): boolean {
    for (const [block, { owner, index }] of this.#blocks) {
      if (owner === except) continue;
      this.#blocks.delete(block);
      this.#budget.returnSpool(block.length);
      owner.forgetBlock(index);
      return true;
    }
    return false;
  }
}
