import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from './base64.ts';
import { SignError } from './sign-error.ts';

test('reads what it is written as, in both alphabets', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const standard = Buffer.from(bytes).toString('base64');
      const urlSafe = standard.replaceAll('+', '-').replaceAll('/', '_');
      for (const text of [standard, urlSafe]) expect([...decodeBase64(text, 'x')]).toEqual([...bytes]);
    }),
  );
});

test('any other text for the same bytes is refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        const standard = decodeBase64(text, 'x').toString('base64');
        expect([standard, standard.replaceAll('+', '-').replaceAll('/', '_')]).toContain(text);
      } catch (error) {
        if (!(error instanceof SignError)) throw error;
        expect(error.code).toBe('SIGN_MALFORMED');
      }
    }),
  );
});

test.each(['YQ', 'YQ=', 'YR==', 'Y Q==', 'YQ==\n', '+-+-', 'YQ==YQ==', '====', 'ä'])('refuses %j', (text) => {
  expect(() => decodeBase64(text, 'the signature')).toThrow('the signature is not base64 as RFC 4648 writes it');
});
