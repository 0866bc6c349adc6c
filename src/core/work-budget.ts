// A count of work that is shared by everything one file makes us do. Spending more than is there ends the reading.
import { FormatError } from './errors.ts';
import * as limits from './limits.ts';

/** Work and memory that the scan of one outermost file may still cost, over all nesting levels. */
export class WorkBudget {
  #steps: number;
  #decompressed: number;
  #spool: number;
  #parts: number;

  /** @param fileBytes - size of the outermost file; work is allowed in proportion to it */
  constructor(fileBytes: number) {
    this.#steps = 50_000_000 + 16 * fileBytes;
    this.#decompressed = limits.decompressedBase.value + limits.decompressedRatio.value * fileBytes;
    this.#spool = limits.spoolBytes.value;
    this.#parts = limits.partsPerFile.value;
  }

  /** Spends `steps` elementary steps (one opcode, one list element, one node). @throws {FormatError} FORMAT_LIMIT */
  spend(steps: number, offset?: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw exceeded('work', offset);
  }

  /** Spends decompressed bytes. @throws {FormatError} FORMAT_LIMIT: the caller reports a decompression bomb */
  spendDecompressed(bytes: number, offset?: number): void {
    this.#decompressed -= bytes;
    if (this.#decompressed < 0) throw exceeded('decompressedBase', offset);
  }

  /** Spends one member of a container. @throws {FormatError} FORMAT_LIMIT */
  spendPart(offset?: number): void {
    this.#parts -= 1;
    if (this.#parts < 0) throw exceeded('partsPerFile', offset);
  }

  /** Asks for memory to keep decompressed bytes in. False: do not keep them, read again instead. */
  takeSpool(bytes: number): boolean {
    if (bytes > this.#spool) return false;
    this.#spool -= bytes;
    return true;
  }

  /** Gives back what `takeSpool` granted. */
  returnSpool(bytes: number): void {
    this.#spool += bytes;
  }
}

function exceeded(limit: string, offset?: number): FormatError {
  const place = offset === undefined ? {} : { offset };
  return new FormatError('FORMAT_LIMIT', `reading on would exceed the limit "${limit}"`, { limit, ...place });
}
