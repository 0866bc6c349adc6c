import { expect, test } from 'vitest';
import { linksOutside } from './link-target.ts';

const links = (targets: Readonly<Record<string, string>>): readonly string[] =>
  linksOutside(Object.entries(targets).map(([path, target]) => ({ type: 'link', path, target })));

test.each<[Readonly<Record<string, string>>, readonly string[]]>([
  [{ a: 'b', 'sub/x': '../a', 'sub/y': './z/../w', self: 'self', up: '.' }, []],
  [{ a: '..', b: '../x', 'sub/c': '../../x', d: '/etc/passwd', e: 'x/../../y' }, ['a', 'b', 'sub/c', 'd', 'e']],
  // `deep/l/..` is the folder above `x/y`, not `deep`.
  [{ 'deep/down/l': '../../x', out: 'deep/down/l/../..' }, ['out']],
  [{ 'x/y/l': '../../z', in: 'x/y/l/w' }, []],
  [{ up: 'sub/..', 'sub/out': '../up/..' }, ['sub/out']],
  [{ a: 'b/..', b: 'a/..' }, []],
  [{ windows: '..\\x', drive: 'c:\\x', share: '\\\\host\\x' }, ['windows', 'drive', 'share']],
])('of %j those that lead out are %j', (targets, outside) => {
  expect(links(targets)).toEqual(outside);
});

test('what takes too long to tell counts as leading out', () => {
  const long = `${'y/../'.repeat(800)}long`;
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`l${index}`, 'x/long']));
  const outside = links({ 'x/long': long, ...many });
  expect(outside.length).toBeGreaterThan(0);
  expect(outside.at(-1)).toBe('l999');
});
