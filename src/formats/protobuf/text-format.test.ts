import { describe, expect, it } from 'vitest';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { readTextFormat } from './text-format.ts';

function events(text: string): string[] {
  const seen: string[] = [];
  readTextFormat(text, new WorkBudget(text.length), {
    open: (name, line) => seen.push(`${name}{ @${line}`),
    close: () => seen.push('}'),
    scalar: (name, value) => seen.push(`${name}=${value}`),
  });
  return seen;
}

describe('readTextFormat', () => {
  it('reads nested messages in both bracket styles, comments and separators', () => {
    expect(events('# c\na { b: 1; c <d: TRUE>, }\n e: -1.5e3')).toEqual([
      'a{ @2',
      'b=1',
      'c{ @2',
      'd=TRUE',
      '}',
      '}',
      'e=-1.5e3',
    ]);
  });

  it('joins strings that stand side by side and resolves escapes', () => {
    expect(events('op: "Py" \'F\\165nc\' s: "\\x41\\n\\""')).toEqual(['op=PyFunc', 's=A\n"']);
  });

  it('reads lists of scalars and of messages', () => {
    expect(events('a: [1, 2] b: [{c: 1}] [pkg.ext] { d: 2 }')).toEqual([
      'a=1',
      'a=2',
      'b{ @1',
      'c=1',
      '}',
      'pkg.ext{ @1',
      'd=2',
      '}',
    ]);
  });

  it.each(['a {', 'a: "x', '}', 'a [', 'a: [1', '{ }', 'a { > }'])('refuses %s', (text) => {
    expect(() => events(text)).toThrow(FormatError);
  });

  it('stops at the depth where protobuf does', () => {
    expect(() => events('a {'.repeat(1000))).toThrow(expect.objectContaining({ code: 'FORMAT_LIMIT' }));
  });
});
