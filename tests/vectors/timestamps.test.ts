// Timestamps that OpenSSL made. A file says what it holds and what a verifier has to answer; make.sh makes them.
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseCertificate } from '#sign/certificate';
import { SignError } from '#sign/sign-error';
import { verifyTimestamp } from '#sign/timestamp/verify-timestamp';

const folder = join(import.meta.dirname, 'timestamps');

test.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  const roots = [parseCertificate(new X509Certificate(text.slice(text.indexOf('-----BEGIN'))).raw)];
  const bytes = (key: string): Buffer => Buffer.from(field(key), 'base64');
  const answer = (response: Uint8Array, data: Uint8Array): string => {
    try {
      return verifyTimestamp(response, [data], roots).time.toISOString();
    } catch (error) {
      if (error instanceof SignError) return error.code;
      throw error;
    }
  };
  const response = bytes('response');
  const expected = field('expected') === 'accepted' ? new Date(field('time')).toISOString() : field('expected');
  expect(answer(response, bytes('data'))).toBe(expected);
  if (field('expected') !== 'accepted') return;
  expect(answer(response, Buffer.from('other data'))).toBe('SIGN_INVALID');
  for (let end = 0; end < response.length; end += 7)
    expect(answer(response.subarray(0, end), bytes('data'))).toMatch(/^SIGN_/);
});
