// Claims about digests, in every form that is read; and bytes that are none of them.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainJson } from '#attest/canonical-value';
import { parseJsonTree } from '#core/json/parse-json-tree';
import { WorkBudget } from '#core/work-budget';
import { parseCardClaims } from './parse-card-claims.ts';
import { parseChecksumLines } from './parse-checksum-lines.ts';
import { parseDocumentClaims } from './parse-document-claims.ts';
import { parseLfsPointer } from './parse-lfs-pointer.ts';
import { parseNpmLock, parseRequirements } from './parse-lock-claims.ts';

const hex = 'ab'.repeat(32);
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const path = fc.stringMatching(/^[A-Za-z0-9_]([A-Za-z0-9_. -]{0,20}[A-Za-z0-9_])?$/);

describe('checksums', () => {
  test('what is written is read, in each form', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(digest, path), { minLength: 1 }),
        fc.constantFrom('  ', ' *', 'bsd'),
        (entries, form) => {
          const lines = entries.map(([sum, name]) =>
            form === 'bsd' ? `SHA256 (${name}) = ${sum}` : `${sum}${form}${name}`,
          );
          const claims = parseChecksumLines(`# made by a test\n${lines.join('\r\n')}\n`, 'SHA256SUMS');
          expect(claims?.map((claim) => [claim.hex, claim.path])).toEqual(entries);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  test.each([
    ['SHA512SUMS', `${hex}${hex}  a`, 'sha512', 'a'],
    ['a.bin.sha256', `${hex}\n`, 'sha256', 'a.bin'],
    ['x.md5', `${'0'.repeat(32)}  x`, 'md5', 'x'],
    ['sums', `\\${hex}  a\\nb`, 'sha256', 'a\nb'],
    ['sums', `${hex}  ./a/b`, 'sha256', 'a/b'],
    ['B2SUMS', `${hex}${hex}  a`, 'blake2b-512', 'a'],
  ])('%s', (name, text, algorithm, of) => {
    expect(parseChecksumLines(text, name)).toEqual([{ algorithm, hex: text.match(/[0-9a-f]{32,}/)?.[0], path: of }]);
  });

  test.each(['', 'nothing', `${hex.slice(1)}  a`, `${hex}a  b`, `MD9 (a) = ${hex}`, `${'x'.repeat(10_000)} ${hex}  a`])(
    '%s is none',
    (text) => {
      expect(parseChecksumLines(text, 'sums.txt')).toBeUndefined();
    },
  );

  test('any text costs little and gives digests of the right length only', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 20 }), (text, name) => {
        for (const claim of parseChecksumLines(text, name) ?? []) expect(claim.hex).toMatch(/^[0-9a-f]{32,128}$/);
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});

test('documents of any shape are read without complaint', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const bytes = Buffer.from(text);
      const value = plainJson(parseJsonTree(bytes, new WorkBudget(bytes.length), { maxDepth: 64 }).root);
      parseDocumentClaims(value);
      parseNpmLock(value);
    }),
    { numRuns: 500, seed: 3 },
  );
});

test('pointers', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hex}\nsize 12\n`;
  expect(parseLfsPointer(pointer, 'a')).toEqual({ algorithm: 'sha256', hex, path: 'a', size: 12 });
  expect(parseLfsPointer(pointer.replace('sha256', 'md5'), 'a')).toBeUndefined();
  expect(parseLfsPointer(`x${pointer}`, 'a')).toBeUndefined();
  expect(parseLfsPointer(pointer + ' '.repeat(2000), 'a')).toBeUndefined();
});

test('a card names files that were delivered, and no other words', () => {
  const text = `The file model.bin has ${hex}.\nSee also v1.2 ${hex}\n\`deep/other.bin\`: ${hex.toUpperCase()}`;
  expect(parseCardClaims(text, ['model.bin', 'deep/other.bin']).map((claim) => claim.path)).toEqual([
    'model.bin',
    'deep/other.bin',
  ]);
});

test('lock files: npm by integrity, pip by all digests of a version', () => {
  const integrity = `sha512-${Buffer.from(hex + hex, 'hex').toString('base64')}`;
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': {},
      'node_modules/@a/b': { version: '1.0.0', resolved: 'https://r.example/@a/b/-/b-1.0.0.tgz', integrity },
    },
  };
  expect(parseNpmLock(lock)).toEqual([{ algorithm: 'sha512', hex: hex + hex, path: 'b-1.0.0.tgz' }]);
  expect(parseNpmLock({ packages: {} })).toBeUndefined();
  const text = `# lock\nMy_Package==1.2 \\\n    --hash=sha256:${'0'.repeat(64)} \\\n    --hash=sha256:${hex}\nother==3 --hash=sha256:${hex}\n`;
  const wheel = (sha256: string): readonly { path: string; sha256: string }[] => [
    { path: 'my_package-1.2-py3-none-any.whl', sha256 },
  ];
  expect(parseRequirements(text, wheel(hex))?.[0]?.hex).toBe(hex);
  expect(parseRequirements(text, wheel('1'.repeat(64)))?.[0]?.hex).toBe('0'.repeat(64));
  expect(parseRequirements(text, [{ path: 'my_package-1.3-py3-none-any.whl', sha256: hex }])).toEqual([]);
  expect(parseRequirements('my-package==1.2\n', wheel(hex))).toBeUndefined();
});
