// gzip (RFC 1952) as a codec: members one after another.
import { crc32 } from 'node:zlib';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { ByteFeed } from './byte-feed.ts';
import { deflateRaw } from './deflate.ts';
import type { Codec, StreamDecoder } from './stream-decoder.ts';
import { skipZeros } from './zeros.ts';

export interface GzipMember {
  readonly from: number;
  /** Offset of the compressed data. */
  readonly dataFrom: number;
  readonly flags: number;
}

/**
 * Members and zero bytes between and after them, as Python's gzip module reads them; ends at the first byte that starts
 * none.
 * @param onMember - told of each member's header, on each pass
 */
export function gzip(onMember: (member: GzipMember) => void = () => {}): Codec {
  return { id: 'gzip', open: (source, budget) => new GzipDecoder(source, budget, onMember) };
}

/** One tenth of a millisecond, measured. */
const openingSteps = 40_000;
const hasHeaderCrc = 2;
const hasExtra = 4;
const hasName = 8;
const hasComment = 16;

interface Member {
  readonly decoder: StreamDecoder;
  readonly dataFrom: number;
  crc: number;
  length: number;
}

class GzipDecoder implements StreamDecoder {
  readonly #source: ByteSource;
  readonly #budget: WorkBudget;
  readonly #onMember: (member: GzipMember) => void;
  #member: Member | undefined;
  #members = 0;
  position = 0;

  constructor(source: ByteSource, budget: WorkBudget, onMember: (member: GzipMember) => void) {
    this.#source = source;
    this.#budget = budget;
    this.#onMember = onMember;
  }

  get memory(): number {
    return this.#member?.decoder.memory ?? 0;
  }

  next(): Uint8Array | undefined {
    for (;;) {
      if (this.#member === undefined && !this.#startMember()) return undefined;
      const member = this.#member;
      const piece = member?.decoder.next();
      if (member === undefined) continue;
      if (piece !== undefined) {
        this.position = member.dataFrom + member.decoder.position;
        member.crc = crc32(piece, member.crc);
        member.length += piece.length;
        return piece;
      }
      this.#endMember(member);
    }
  }

  close(): void {
    this.#member?.decoder.close();
    this.#member = undefined;
  }

  /** @returns false when no member starts here */
  #startMember(): boolean {
    const from = this.#members === 0 ? 0 : skipZeros(this.#source, this.position, this.#budget);
    const head = this.#source.read(from, 4).slice();
    if (head[0] !== 0x1f || head[1] !== 0x8b) {
      if (this.#members === 0) throw this.#malformed('the magic bytes are wrong');
      if (head.length === 0) this.position = from;
      return false;
    }
    if (head.length === 4 && head[2] !== 8) throw this.#malformed('the compression method is unknown');
    const flags = head[3] ?? 0;
    // What opening a decoder costs, so that many empty members end.
    this.#budget.spend(openingSteps, from);
    this.position = from;
    const dataFrom = this.#endOfHeader(from, flags);
    this.#members += 1;
    this.#onMember({ from, dataFrom, flags });
    this.position = dataFrom;
    const rest = new SliceSource(this.#source, dataFrom, this.#source.size);
    this.#member = { decoder: deflateRaw.open(rest, this.#budget), dataFrom, crc: 0, length: 0 };
    return true;
  }

  #endOfHeader(from: number, flags: number): number {
    const feed = new ByteFeed(this.#source, from);
    feed.bytes(10);
    if ((flags & hasExtra) !== 0) feed.bytes(feed.u16());
    for (const text of [hasName, hasComment]) {
      if ((flags & text) === 0) continue;
      while (feed.u8() !== 0) this.#budget.spend(1, from);
    }
    // Python's gzip module does not look at this CRC, others do; what follows is the same.
    if ((flags & hasHeaderCrc) !== 0) feed.u16();
    return feed.position;
  }

  #endMember(member: Member): void {
    this.position = member.dataFrom + member.decoder.position;
    member.decoder.close();
    this.#member = undefined;
    const feed = new ByteFeed(this.#source, this.position);
    if (feed.u32() !== member.crc) throw this.#malformed('the CRC of the content is wrong');
    if (feed.u32() !== member.length % 2 ** 32) throw this.#malformed('the length of the content is wrong');
    this.position = feed.position;
  }

  #malformed(what: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', `not a valid gzip member: ${what}`, { offset: this.position });
  }
}
