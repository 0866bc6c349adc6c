import { expect, test } from 'vitest';
import { personalName, personalValue, quasiIdentifier } from './personal-values.ts';

// Numbers of cards and accounts are the examples that networks and the standard publish for tests.
test.each([
  ['anna.muster+x@mail.example.org', 'e-mail address'],
  ['4111111111111111', 'payment card number'],
  ['3782 822463 10005', 'payment card number'],
  ['GB82 WEST 1234 5698 7654 32', 'IBAN'],
  ['DE89370400440532013000', 'IBAN'],
  ['192.168.0.1', 'IP address'],
  ['2001:0db8:0000:0000:0000:ff00:0042:8329', 'IP address'],
  ['+41 44 668 18 00', 'telephone number'],
  ['0049 (30) 123456', 'telephone number'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0xx.c2lnbmF0dXJl', 'web token (JWT)'],
  [`AKIA${'ABCDEFGH234567YZ'}`, 'access key'],
])('%s is a %s', (text, kind) => {
  expect(personalValue(text)).toBe(kind);
  expect(personalValue(`  ${text} `)).toBe(kind);
});

test.each([
  '4111111111111112',
  '0000000000000000',
  'GB82 WEST 1234 5698 7654 33',
  '300.1.1.1',
  '1.2.3',
  '2026-01-01',
  '3.14159',
  'a@b',
  'word',
  '',
  '+1',
  `${'a'.repeat(100_000)}@example.org`,
])('%.40s is nothing personal', (text) => {
  expect(personalValue(text)).toBeUndefined();
});

test('names of columns', () => {
  expect(personalName('First_Name')).toBe('name of a person');
  expect(personalName('date of birth')).toBe('date of birth');
  for (const name of ['height', 'filename', 'tokens', 'addressed']) expect(personalName(name)).toBeUndefined();
  expect(['Age', 'zip code', 'sex'].every((name) => quasiIdentifier.test(name))).toBe(true);
  expect(['page', 'image', 'sexton'].some((name) => quasiIdentifier.test(name))).toBe(false);
});
