import fc from 'fast-check';
import { expect, test } from 'vitest';
import { characterKinds } from './character-kinds.ts';
import { splitTokens } from './split-tokens.ts';

const words = (text: string): readonly string[] => {
  const { starts, ends } = splitTokens(text, 1000);
  return Array.from(starts, (start, at) => text.slice(start, ends[at]));
};

test('words, signs, characters of scripts without blanks, and what is not seen', () => {
  expect(words('Don’t stop — 3.5 %!!')).toEqual(['Don', '’', 't', 'stop', '—', '3', '.', '5', '%!!']);
  expect(words('我是 ok')).toEqual(['我', '是', 'ok']);
  expect(words('mo\u200b\u200bvie')).toEqual(['mo', '\u200b\u200b', 'vie']);
  expect(words('a\u{e0041}\u{e0042}b')).toEqual(['a', '\u{e0041}\u{e0042}', 'b']);
  expect(words('naïve e\u0301te Straße')).toEqual(['naïve', 'e\u0301te', 'Straße']);
  expect(words('x\ud800y\udc00')).toEqual(['x', '\ud800', 'y', '\udc00']);
  expect(words('𝐛𝐨𝐥𝐝 😀')).toEqual(['𝐛𝐨𝐥𝐝', '😀']);
  expect(words(' \n\t')).toEqual([]);
  expect(splitTokens('\u200b', 9).kinds[0]).toBe(characterKinds.invisible);
});

test('equal words have equal hashes whatever their case; others have others', () => {
  const { hashes } = splitTokens('Free FREE free fred', 9);
  expect(hashes.slice(0, 2)).toEqual(hashes.slice(2, 4));
  expect(hashes.slice(0, 2)).toEqual(hashes.slice(4, 6));
  expect(hashes.slice(0, 2)).not.toEqual(hashes.slice(6, 8));
});

test('it stops where it is told, and says so', () => {
  expect(splitTokens('a b c', 2)).toMatchObject({ count: 2, cut: true });
  expect(splitTokens('a b ', 2)).toMatchObject({ count: 2, cut: false });
  expect(splitTokens('', 0)).toMatchObject({ count: 0, cut: false });
});

test('tokens follow each other and leave out nothing but blanks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const { starts, ends, count } = splitTokens(text, 1000);
      let rest = '';
      for (let at = 0; at <= count; at++) rest += text.slice(at === 0 ? 0 : ends[at - 1], starts[at] ?? text.length);
      expect(rest).toMatch(/^\s*$/);
    }),
  );
});
