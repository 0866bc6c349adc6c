import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { concat, field, message, varint } from '#testkit/protobuf-writer';
import { lengthTag, MessageCursor, varintTag } from './message-cursor.ts';

function open(...chunks: readonly Uint8Array[]): MessageCursor {
  const bytes = concat(chunks);
  return MessageCursor.open(new MemorySource(bytes), new WorkBudget(bytes.length));
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return 'none';
}

function drain(cursor: MessageCursor): number {
  let fields = 0;
  while (cursor.next()) fields += 1;
  return fields;
}

describe('MessageCursor', () => {
  it('reads numbers, text and nested messages in order', () => {
    const cursor = open(field(1, 300), field(2, 'text'), field(3, message(field(1, 7))));
    expect(cursor.next() && cursor.tag === varintTag(1) && cursor.number).toBe(300);
    expect(cursor.next() && cursor.tag === lengthTag(2) && cursor.text()).toBe('text');
    expect(cursor.next()).toBe(true);
    const child = cursor.child();
    expect(child.next() && child.number).toBe(7);
    expect(child.next()).toBe(false);
    expect(cursor.next()).toBe(false);
  });

  it('skips groups, also nested ones', () => {
    const group = Uint8Array.of(0x0b, 0x13, 0x08, 0x01, 0x14, 0x0c);
    const cursor = open(group, field(2, 5));
    expect(drain(cursor)).toBe(2);
    expect(cursor.number).toBe(5);
  });

  it('accepts a number that is longer than it needs to be', () => {
    const cursor = open(Uint8Array.of(0x08, 0x81, 0x80, 0x00));
    cursor.next();
    expect(cursor.number).toBe(1);
  });

  it.each([
    ['a length beyond the end', concat([varint(10), varint(100), Uint8Array.of(1)]), 'FORMAT_TRUNCATED'],
    ['a length of 2^63', Uint8Array.of(0x0a, 255, 255, 255, 255, 255, 255, 255, 255, 127), 'FORMAT_TRUNCATED'],
    ['a number of 11 bytes', new Uint8Array(12).fill(255).with(0, 8), 'FORMAT_MALFORMED'],
    ['field number 0', Uint8Array.of(0x00, 0x01), 'FORMAT_MALFORMED'],
    ['wire type 7', Uint8Array.of(0x0f), 'FORMAT_MALFORMED'],
    ['a group that ends with another number', Uint8Array.of(0x0b, 0x14), 'FORMAT_MALFORMED'],
    ['a group that never ends', Uint8Array.of(0x0b, 0x08, 0x01), 'FORMAT_TRUNCATED'],
    ['groups inside groups without end', new Uint8Array(400).fill(0x0b), 'FORMAT_MALFORMED'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => drain(open(bytes)))).toBe(code);
  });

  it('stops at the depth where protobuf does', () => {
    let inner = message(field(1, 1));
    for (let depth = 0; depth < 150; depth += 1) inner = field(1, inner);
    const dive = (): void => {
      let cursor = open(inner);
      while (cursor.next()) cursor = cursor.child();
    };
    expect(codeOf(dive)).toBe('FORMAT_LIMIT');
  });

  it('does not read payloads that nobody asks for', () => {
    let read = 0;
    const bytes = concat([field(1, new Uint8Array(10_000_000)), field(2, 1)]);
    const source = {
      size: bytes.length,
      read: (at: number, length: number) => {
        const part = bytes.subarray(at, at + length);
        read += part.length;
        return part;
      },
    };
    expect(drain(MessageCursor.open(source, new WorkBudget(0)))).toBe(2);
    expect(read).toBeLessThan(100_000);
  });
});
