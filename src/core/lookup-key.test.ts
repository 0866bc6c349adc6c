import { expect, test } from 'vitest';
import { lookupKey } from './lookup-key.ts';

test('short names stand for themselves, long ones for what they are made of', () => {
  expect(lookupKey('model/layer.0')).toBe('model/layer.0');
  const long = 'a/'.repeat(20_000);
  expect(lookupKey(`${long}1`)).toBe(lookupKey(`${long}1`));
  expect(lookupKey(`${long}1`)).not.toBe(lookupKey(`${long}2`));
  expect(lookupKey(long).length).toBeLessThan(100);
});
