// README shows what the command prints, and the three commands that tools look for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './assay-process.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** What stands between lines of three backticks, without the language. */
const blocks = readme
  .split(/^```/m)
  .filter((_, index) => index % 2 === 1)
  .map((block) => block.slice(block.indexOf('\n') + 1).trimEnd());

test('the three commands stand alone in blocks of their own', () => {
  expect(blocks.filter((block) => block.startsWith('npm ci &&'))).toEqual([
    'npm ci && npx assay quickstart',
    'npm ci && npx assay scan examples',
    'npm ci && npm test',
  ]);
});

test('the sample output is what the command prints', () => {
  const transcript = readFileSync(join(root, 'tests/scripts/transcripts/scan.txt'), 'utf8');
  const sample = blocks.find((block) => block.startsWith('VERDICT')) ?? '';
  expect(sample).not.toBe('');
  expect(transcript).toContain(`$ assay scan examples\n${sample}\n`);
});
