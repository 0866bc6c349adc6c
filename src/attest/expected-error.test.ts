import { expect, test } from 'vitest';
import { AssayError } from '#core/errors';
import { AttestError } from './attest-error.ts';
import { expectedError } from './expected-error.ts';

test('an error of that kind is given back, anything else is thrown on', () => {
  const error = new AttestError('ATTEST_LIMIT', 'too much');
  expect(expectedError(error, AssayError)).toBe(error);
  const bug = new TypeError('a bug');
  expect(() => expectedError(bug, AssayError)).toThrow(bug);
});
