import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { buildUbjson } from '#testkit/boosters';
import { readUbjson } from './read-ubjson.ts';

function read(bytes: Uint8Array): { end: number; keys: string[]; strings: string[] } {
  const keys: string[] = [];
  const strings: string[] = [];
  const events = { key: (text: string) => keys.push(text), string: (text: string) => strings.push(text) };
  return { end: readUbjson(new MemorySource(bytes), events, new WorkBudget(bytes.length)), keys, strings };
}

describe('readUbjson', () => {
  it('tells keys and strings and skips typed arrays', () => {
    const bytes = buildUbjson({ a: 'x', b: [1, 'y'], c: new Float32Array([1, 2]), d: {} });
    expect(read(bytes)).toEqual({ end: bytes.length, keys: ['a', 'b', 'c', 'd'], strings: ['x', 'y'] });
  });

  it.each([
    ['a count beyond the data', '[$d#L\x00\x04\0\0\0\0\0\0'],
    ['a typed container without a count', '[$d'],
    ['a negative length', 'Si\xff'],
    ['an unknown type', '['.concat('?')],
    ['an open container', '[[['],
  ])('refuses %s', (_, text) => {
    expect(() => read(Buffer.from(text, 'latin1'))).toThrow(FormatError);
  });

  it('stops at too much depth', () => {
    expect(() => read(Buffer.from('['.repeat(100_000)))).toThrow(expect.objectContaining({ code: 'FORMAT_LIMIT' }));
  });
});
