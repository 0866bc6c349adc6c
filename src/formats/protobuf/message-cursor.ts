// The protobuf wire format (protobuf.dev/programming-guides/encoding), one field at a time. A format's reader is a
// `while (message.next()) switch (message.tag)` over its .proto; payloads that it does not ask for are never read.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { WireWindow } from './wire-window.ts';

const probeWindowBytes = 512;

const wireTypes = { varint: 0, fixed64: 1, length: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

/** The tags of one message, by the names its .proto gives the fields. */
export type Tags<Names extends string> = Readonly<Record<Names, number>>;

/** Tag of a length-delimited field: text, bytes, message, packed numbers. */
export function lengthTag(field: number): number {
  return field * 8 + wireTypes.length;
}

/** Tag of a varint field: integers, booleans, enumerations. */
export function varintTag(field: number): number {
  return field * 8 + wireTypes.varint;
}

/** A message, read field by field. Tags hold the wire type too, so a field of the wrong type is an unknown one, as in protobuf. */
export class MessageCursor {
  /** Field number times 8 plus wire type, of the field that `next` moved to. */
  tag = 0;
  /** Offset of the field's tag. */
  at = 0;
  /** Payload range [from, to) in the source. For a varint, its own bytes. */
  from = 0;
  to = 0;
  /** Value of a varint field; not exact above 2^53. */
  number = 0;
  /** Offset at which the message's own payload starts. */
  readonly start: number;
  readonly #wire: WireWindow;
  readonly #end: number;
  readonly #depth: number;
  #position: number;

  private constructor(wire: WireWindow, from: number, to: number, depth: number) {
    this.#wire = wire;
    this.start = from;
    this.#position = from;
    this.#end = to;
    this.#depth = depth;
  }

  /** A message that fills `source`, or [from, to) of it. */
  static open(source: ByteSource, budget: WorkBudget, from = 0, to: number = source.size): MessageCursor {
    return new MessageCursor(new WireWindow(source, budget), from, to, 0);
  }

  /** A message that fills `source`, for a look at its first fields only: little is read at a time. */
  static probe(source: ByteSource, budget: WorkBudget): MessageCursor {
    return new MessageCursor(new WireWindow(source, budget, probeWindowBytes), 0, source.size, 0);
  }

  get source(): ByteSource {
    return this.#wire.source;
  }

  get budget(): WorkBudget {
    return this.#wire.budget;
  }

  /** Number of the current field. */
  get field(): number {
    return Math.floor(this.tag / 8);
  }

  /**
   * Moves to the next field; false at the end of the message.
   * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED where protobuf itself refuses the message
   */
  next(): boolean {
    if (this.#position >= this.#end) return false;
    this.at = this.#position;
    this.budget.spend(1, this.at);
    this.tag = this.#readTag();
    this.from = this.#position;
    this.#readPayload();
    this.to = this.#position;
    return true;
  }

  /** The current length-delimited payload as a message. @throws {FormatError} FORMAT_LIMIT when nested too deeply */
  child(): MessageCursor {
    const depth = this.#depth + 1;
    if (depth > limits.protobufDepth.value) {
      const fields = { limit: 'protobufDepth', offset: this.at };
      throw new FormatError('FORMAT_LIMIT', 'messages are nested more deeply than protobuf reads', fields);
    }
    return new MessageCursor(this.#wire, this.from, this.to, depth);
  }

  /** The current payload as text, cut at `limits.protobufText`. Bad UTF-8 becomes U+FFFD. */
  text(): string {
    const to = Math.min(this.to, this.from + limits.protobufText.value);
    this.budget.spend((to - this.from) >> 4, this.at);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#wire.copy(this.from, to));
  }

  /** A copy of the current payload's first `maxBytes`. */
  bytes(maxBytes: number): Uint8Array {
    return this.#wire.copy(this.from, Math.min(this.to, this.from + maxBytes));
  }

  #readTag(): number {
    const tag = this.#varint();
    const field = Math.floor(tag / 8);
    if (field < 1 || field > 0x1fffffff) throw this.#malformed(`field number ${field} does not exist in protobuf`);
    return tag;
  }

  #readPayload(): void {
    switch (this.tag % 8) {
      case wireTypes.varint:
        this.number = this.#varint();
        return;
      case wireTypes.fixed64:
        this.#skip(8);
        return;
      case wireTypes.fixed32:
        this.#skip(4);
        return;
      case wireTypes.length: {
        const length = this.#varint();
        this.from = this.#position;
        this.#skip(length);
        return;
      }
      case wireTypes.startGroup:
        this.#skipGroup();
        return;
      default:
        throw this.#malformed('a group ends that was not opened, or the wire type does not exist');
    }
  }

  /** Skips to the end of the group that the current tag opened. Groups inside are counted, not recursed into. */
  #skipGroup(): void {
    const open = [Math.floor(this.tag / 8)];
    while (open.length > 0) {
      if (open.length > limits.protobufDepth.value)
        throw this.#malformed('groups are nested more deeply than protobuf reads');
      this.budget.spend(1, this.#position);
      const tag = this.#readTag();
      const wire = tag % 8;
      if (wire === wireTypes.startGroup) open.push(Math.floor(tag / 8));
      else if (wire === wireTypes.endGroup) {
        if (open.pop() !== Math.floor(tag / 8)) throw this.#malformed('a group ends with the number of another one');
      } else if (wire === wireTypes.varint) this.#varint();
      else if (wire === wireTypes.fixed64) this.#skip(8);
      else if (wire === wireTypes.fixed32) this.#skip(4);
      else if (wire === wireTypes.length) this.#skip(this.#varint());
      else throw this.#malformed('the wire type does not exist');
    }
  }

  #varint(): number {
    let value = 0;
    let unit = 1;
    for (let count = 0; count < 10; count += 1) {
      if (this.#position >= this.#end) throw this.#truncated();
      const byte = this.#wire.byteAt(this.#position);
      this.#position += 1;
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    throw this.#malformed('a number has more than 10 bytes');
  }

  #skip(length: number): void {
    if (length > this.#end - this.#position) throw this.#truncated();
    this.#position += length;
  }

  #truncated(): FormatError {
    return new FormatError('FORMAT_TRUNCATED', 'a field is longer than the message it is in', { offset: this.at });
  }

  #malformed(message: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', message, { offset: this.at });
  }
}
