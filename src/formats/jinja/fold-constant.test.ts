import { parse, tokenize } from '@huggingface/jinja';
import { expect, test } from 'vitest';
import { foldConstant } from './fold-constant.ts';
import { nodesField } from './template-node.ts';

test.each([
  ["'a' ~ 'b' + 'c'", 'abc'],
  ["['a', 'b'] | join('-')", 'a-b'],
  ["'abc'[::-1]", 'cba'],
  ["'%c%s' | format(95, 'x')", '_x'],
  ["'{0}{1}'.format('a', 'b')", 'ab'],
  ['dict(ab=1, cd=2) | join', 'abcd'],
  ["'AB' | lower | replace('b', 'c')", 'ac'],
  ['10 ** 3', 1000],
  ["x ~ 'a'", undefined],
])('%s is %s', (source, expected) => {
  const node = nodesField(parse(tokenize(`{{ ${source} }}`)), 'body')[0];
  expect(foldConstant(node, new Map())).toBe(expected);
});
