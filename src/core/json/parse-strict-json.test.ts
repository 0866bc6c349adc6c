import { expect, test } from 'vitest';
import { parseStrictJson } from './parse-strict-json.ts';

const parse = (text: string, maxBytes = 1000): unknown => parseStrictJson(Buffer.from(text), { maxBytes, maxDepth: 3 });

test('reads maps and lists', () => {
  expect(parse('{"a":[1,"b",null]}')).toEqual(new Map([['a', [1, 'b', null]]]));
});

test.each([
  ['{"a":1,"a":1}', 'the same name stands twice in one object at byte 7'],
  ['{"b":{"a":1,"\\u0061":2}}', 'the same name stands twice in one object at byte 12'],
  ['\ufeff{}', 'not strict JSON: byte order mark at byte 0'],
  ['[NaN]', 'not strict JSON: not a number at byte 1'],
  ['{} {}', 'something follows the JSON document at byte 3'],
  ['[[[[1]]]]', 'nesting deeper than 3'],
])('refuses %s', (text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test('refuses what is longer than asked for', () => {
  expect(() => parse('[1,2,3]', 6)).toThrow('the document has more than 6 bytes');
});
