// `assay verify --json` follows its published schema.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parseSha256 } from '#core/digest';
import type { ModelVerification } from '#core/model-verification';
import { encodeVerificationText } from '#exports/signature-text';

const path = join(import.meta.dirname, '../../docs/schema/assay.verify-1.schema.json');
const validate = new Ajv({ strict: true }).compile(JSON.parse(readFileSync(path, 'utf8')));
const digest = parseSha256('0'.repeat(64));

const whole: ModelVerification = {
  schema: 'assay.verify/1',
  model: 'm',
  bundle: 'm.sig',
  outcome: 'fail',
  signature: {
    format: 'OpenSSF Model Signing v1.0',
    name: 'm',
    method: 'certificate',
    keyId: digest,
    subject: 'CN=Signer',
    root: 'CN=Root',
    validAt: '2026-01-01T00:00:00.000Z',
    rootDigest: digest,
    order: 'components',
    serialization: { method: 'shards', hash: 'sha256', shardBytes: 4, followLinks: false, ignorePaths: [] },
  },
  entries: [
    { path: 'a', state: 'match', signed: digest, found: digest },
    { path: 'b', state: 'changed', ranges: ['0:4', '4:8', '8:12', '12:16'] },
    { path: 'c', state: 'changed', signed: digest, found: digest },
    { path: 'd\u001b[31m', state: 'unreadable', reason: 'permission denied' },
    { path: 'e', state: 'added' },
  ],
  summary: { match: 1, changed: 2, missing: 0, added: 1, ignored: 0, unreadable: 1 },
  notes: ['Something to know.'],
  bytes: 7,
  reading: { mode: 'incremental', bytes: 700, bytesRead: 7, files: 5, filesRead: 1 },
};
const none = { match: 0, changed: 0, missing: 0, added: 0, ignored: 0, unreadable: 0 };
const { signature, reading, ...bare } = whole;
const refused: ModelVerification = {
  ...bare,
  notes: [],
  problem: { code: 'SIGN_INVALID', message: 'no' },
  entries: [],
  summary: none,
};
const keyless: ModelVerification = {
  ...bare,
  signature: {
    format: 'OpenSSF Model Signing v1.0',
    name: 'm',
    method: 'sigstore',
    keyId: digest,
    identity: 'a@example.com',
    issuer: 'https://issuer.test',
    trustedRoot: digest,
    validAt: '2026-01-01T00:00:00.000Z',
    validAtFrom: 'sigstore',
    rootDigest: digest,
    order: 'specification',
    serialization: { method: 'files', hash: 'sha256', followLinks: false, ignorePaths: [] },
  },
};

test.each([whole, refused, keyless, { ...refused, outcome: 'inconclusive' }, { ...whole, outcome: 'pass' }])(
  'valid',
  (report) => {
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  },
);

test('the text names what is not as it was signed, and no more lines than asked for', () => {
  const style = { color: false, width: 80 };
  const text = encodeVerificationText(whole, style, false);
  expect(text).toContain('changed     b  bytes 0:4, 4:8, 8:12, ...');
  expect(text).toContain('unreadable  d\\u{1b}[31m  permission denied');
  expect(text).not.toContain('match       a');
  expect(encodeVerificationText(whole, style, true)).toContain('match       a');
  const many = Array.from({ length: 203 }, (_, index) => ({ path: `${index}`, state: 'added' as const }));
  expect(encodeVerificationText({ ...whole, entries: many }, style, false)).toContain(
    '3 more files; --verbose lists them.',
  );
  expect(encodeVerificationText(refused, style, false)).toBe(
    'refused  the signature of m proves nothing\n  why         no (SIGN_INVALID)\n',
  );
  const open = { ...whole, outcome: 'inconclusive' as const };
  expect(encodeVerificationText(open, style, false)).toContain('undecided  m: files could not be read');
  const left = { ...open, summary: none };
  expect(encodeVerificationText(left, style, false)).toContain('the signer left files out');
  expect(encodeVerificationText({ ...refused, outcome: 'inconclusive' }, style, false)).toMatch(/^undecided/);
  expect(encodeVerificationText(keyless, { ...style, width: 200 }, false)).toContain(
    [
      '  signed by   a@example.com',
      '              vouched for by https://issuer.test',
      `  logged      existed at 2026-01-01T00:00:00.000Z, by the trusted root sha256:${digest}`,
      '',
    ].join('\n'),
  );
  expect(signature?.method).toBe('certificate');
});
