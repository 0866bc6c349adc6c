// SPDX licence expressions, and texts that are none.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { licenceOfText } from './known-licences.ts';
import { parseExpression } from './parse-expression.ts';

test.each([
  ['MIT', ['MIT'], false],
  ['MIT OR Apache-2.0', ['MIT', 'Apache-2.0'], true],
  ['(MIT AND (BSD-3-Clause OR GPL-2.0+)) and CC-BY-4.0', ['MIT', 'BSD-3-Clause', 'GPL-2.0+', 'CC-BY-4.0'], true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only'], false],
  ['LicenseRef-own', ['LicenseRef-own'], false],
])('%s', (text, ids, hasChoice) => {
  expect(parseExpression(text)).toEqual({ ids, hasChoice });
});

test.each([
  '',
  'MIT OR',
  'OR MIT',
  '(MIT',
  'MIT)',
  'MIT Apache-2.0',
  'MIT WITH',
  'my own terms',
  '('.repeat(500),
  'MIT;rm',
])('%s is none', (text) => {
  expect(parseExpression(text)).toBeUndefined();
});

test('any text is an expression or none', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('(', ')', 'MIT', 'AND', 'OR', 'WITH', 'x y', '+')), (tokens) => {
      const found = parseExpression(tokens.join(' '));
      expect(found === undefined || found.ids.length > 0).toBe(true);
    }),
    { numRuns: 500, seed: 4 },
  );
});

test('the text of a licence, not of one that it holds', () => {
  const two = 'Redistributions in binary form must reproduce the above copyright notice';
  expect(licenceOfText(two)?.id).toBe('BSD-2-Clause');
  expect(licenceOfText(`${two}. Neither the name of the copyright holder nor`)?.id).toBe('BSD-3-Clause');
  expect(licenceOfText('Apache License\n   Version 2.0, January 2004')?.id).toBe('Apache-2.0');
  expect(licenceOfText('all rights reserved')).toBeUndefined();
});
