import { expect, test } from 'vitest';
import { foldPath, similarPaths } from './similar-paths.ts';

test.each<[readonly string[], readonly (readonly string[])[]]>([
  [['a', 'b', 'sub/a'], []],
  [['A.bin', 'a.bin'], [['A.bin', 'a.bin']]],
  [['\u00e9', 'e\u0301'], [['e\u0301', '\u00e9']]],
  [['a\u200bb', 'ab'], [['ab', 'a\u200bb']]],
  [['stra\u00dfe', 'STRASSE'], [['STRASSE', 'stra\u00dfe']]],
  [['\u212a', 'k'], [['k', '\u212a']]],
  // One pair of folders is named, not every file below them.
  [['A/x', 'a/y'], [['A', 'a']]],
  [
    ['A/x', 'a/x', 'b/c', 'b/C'],
    [
      ['A', 'a'],
      ['b/C', 'b/c'],
    ],
  ],
])('of %j the groups are %j', (paths, groups) => {
  const found = similarPaths(paths).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  expect(found).toEqual(groups);
});

test('what differs in more than case, composition and the unseen stays apart', () => {
  expect(foldPath('\u03b1')).not.toBe(foldPath('a'));
  expect(foldPath('x/\u00e4')).not.toBe(foldPath('x/a'));
});
