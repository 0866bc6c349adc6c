import { describe, expect, it } from 'vitest';
import { FormatError } from '../errors.ts';
import { WorkBudget } from '../work-budget.ts';
import type { JsonProblemKind } from './json-events.ts';
import { parseJsonTree } from './parse-json-tree.ts';

function parse(text: string | Uint8Array, tolerate: readonly JsonProblemKind[] = []) {
  return parseJsonTree(typeof text === 'string' ? Buffer.from(text) : text, new WorkBudget(0), { tolerate });
}

function plain(node: unknown): unknown {
  if (node instanceof Map) return Object.fromEntries([...node].map(([key, value]) => [key, plain(value)]));
  return Array.isArray(node) ? node.map(plain) : node;
}

function refusal(text: string | Uint8Array): FormatError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('parseJsonTree', () => {
  it.each([
    '0',
    '-0',
    '1.5e-3',
    '"a\\u00e9\\n\\ud83d\\ude00"',
    '[]',
    '{}',
    ' [ 1 , [ [ ] , { } ] , "é" ] ',
    'null',
    '{"a":{"b":[true,false,null,{"c":1}]},"d":[[[1]],2]}',
    '"\\\\\\""',
    '[{},{"x":[]}]',
  ])('reads %s as JSON.parse does', (text) => {
    expect(plain(parse(text).root)).toEqual(JSON.parse(text));
  });

  it.each([
    '',
    ' ',
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '+1',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    '{"a" 1}',
    '[1 2]',
    '"\\x41"',
    '"\\u12g4"',
    '"a',
    'tru',
    'NaN',
    '[-Infinity]',
    '[1]]',
    '{} x',
    '/**/1',
    '"\t"',
    '\ufeff1',
    '"\\ud800"',
    '[',
    '{"a"',
    '"\\',
    '1 \u0000',
    "'a'",
  ])('refuses %j', (text) => {
    expect(refusal(text)).toBeInstanceOf(FormatError);
  });

  it('names the offset of what is wrong', () => {
    expect(refusal('[1, x]').fields.offset).toBe(4);
    expect(refusal('{"a":1,"b":01}').fields.offset).toBe(11);
    expect(refusal(Buffer.from([0x22, 0x61, 0xff, 0x22])).fields.offset).toBeLessThanOrEqual(2);
  });

  it('reports what it was told to tolerate, and duplicate names always', () => {
    const tolerate = ['byte-order-mark', 'control-character', 'lone-surrogate', 'not-a-number'] as const;
    const tree = parse('\ufeff{"a":NaN,"a":-Infinity,"b":"\t","c":"\\udc00"}', tolerate);
    expect(tree.problems.map((problem) => problem.kind)).toEqual([
      'byte-order-mark',
      'not-a-number',
      'duplicate-key',
      'not-a-number',
      'control-character',
      'lone-surrogate',
    ]);
    expect(tree.problems[2]).toEqual({ kind: 'duplicate-key', offset: 12, text: 'a' });
    expect(plain(tree.root)).toMatchObject({ a: Number.NEGATIVE_INFINITY });
  });

  it('keeps names like __proto__ harmless', () => {
    expect(parse('{"__proto__":{"x":1}}').root).toEqual(new Map([['__proto__', new Map([['x', 1]])]]));
  });

  it('stops at its limits', () => {
    expect(refusal('['.repeat(600)).code).toBe('FORMAT_LIMIT');
    expect(refusal(`[${'{},'.repeat(1_100_000)}0]`).code).toBe('FORMAT_LIMIT');
    expect(parse(`${'['.repeat(512)}${']'.repeat(512)}`).problems).toEqual([]);
  });
});
