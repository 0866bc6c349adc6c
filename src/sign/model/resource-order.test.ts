// The two orders of resources, where they differ and where a name is part of another.
import { expect, test } from 'vitest';
import { nameOf, orderOf, sortResources } from './resource-order.ts';

const digest = '00'.repeat(32);
const files = (...paths: readonly string[]) => paths.map((path) => ({ path, digest }));
const shard = (path: string, start: number) => ({ path, digest, range: { start, end: start + 4 } });

test('by whole names, and by their parts as Python does', () => {
  const names = files('a.b', 'a', 'a/b', 'a-b');
  expect(sortResources(names, 'specification').map(nameOf)).toEqual(['a', 'a-b', 'a.b', 'a/b']);
  expect(sortResources(names, 'components').map(nameOf)).toEqual(['a', 'a/b', 'a-b', 'a.b']);
  expect(orderOf(files('a-b', 'a/b'))).toBe('specification');
  expect(orderOf(files('a/b', 'a-b'))).toBe('components');
  expect(orderOf(files('b', 'a'))).toBe('other');
  expect(sortResources(files('a', 'a'), 'components')).toHaveLength(2);
});

test('shards by their first byte, or by it as text', () => {
  const shards = [shard('a', 100), shard('a', 20), shard('a', 0)];
  expect(sortResources(shards, 'components').map(nameOf)).toEqual(['a:0:4', 'a:20:24', 'a:100:104']);
  expect(sortResources(shards, 'specification').map(nameOf)).toEqual(['a:0:4', 'a:100:104', 'a:20:24']);
});

test('code points above U+FFFF come last', () => {
  const names = files('\u{1f600}', '\uff5e', 'z');
  expect(sortResources(names, 'specification').map(nameOf)).toEqual(['z', '\uff5e', '\u{1f600}']);
});
