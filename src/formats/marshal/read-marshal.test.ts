import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { buildCode } from '#testkit/marshal';
import { codeFacts } from './code-facts.ts';
import { type Marshalled, readMarshal } from './read-marshal.ts';

function read(bytes: Uint8Array): Marshalled {
  return readMarshal(new MemorySource(bytes), new WorkBudget(bytes.length));
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

describe('readMarshal', () => {
  it.each([
    ['2.7', '2.3 to 2.7'],
    ['3.6', '3.0 to 3.7'],
    ['3.8', '3.8 to 3.10'],
    ['3.11', '3.11 and later'],
  ] as const)('reads code of CPython %s', (version, versions) => {
    const inner = buildCode({ version, names: ['system'] });
    const code = buildCode({ version, names: ['os'], texts: ['hello'], nested: [inner] });
    const marshalled = read(code);
    expect(marshalled.versions).toBe(versions);
    expect(marshalled.end).toBe(code.length);
    const facts = codeFacts(marshalled.value);
    expect(facts.names).toEqual(['os', 'system']);
    // Python 2 has byte strings where Python 3 has text.
    const bytes = facts.byteStrings.map((value) => Buffer.from(value).toString());
    expect([...facts.texts, ...bytes]).toEqual(['hello']);
    expect(facts.codes).toHaveLength(2);
  });

  it('follows references, also to a list that contains itself', () => {
    // `[` with the reference flag, one item: reference 0.
    expect(codeFacts(read(bytesOf('\xdb\x01\0\0\0r\0\0\0\0')).value).codes).toEqual([]);
  });

  it('does not enter None into the references, whatever its flag', () => {
    const facts = codeFacts(read(bytesOf('(\x03\0\0\0\xce\xfa\x01ar\0\0\0\0')).value);
    expect(facts.texts).toEqual(['a']);
  });

  it('reads a dict up to its NULL', () => {
    expect(codeFacts(read(bytesOf('{z\x01az\x01b0')).value).texts).toEqual(['a', 'b']);
  });

  it.each([
    ['a count beyond the data', '(\xff\xff\xff\x7f'],
    ['an unknown type', 'q'],
    ['a reference to nothing', 'r\x05\0\0\0'],
    ['NULL outside a dict', '0'],
    ['no data', ''],
    ['a negative length', 's\xff\xff\xff\xff'],
  ])('refuses %s', (_, text) => {
    expect(() => read(bytesOf(text))).toThrow(FormatError);
  });

  it('stops at too much depth', () => {
    const deep = bytesOf(')\x01'.repeat(5000));
    expect(() => read(deep)).toThrow(expect.objectContaining({ code: 'FORMAT_LIMIT' }));
  });
});
