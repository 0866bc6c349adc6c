// Rows as Python's csv and json modules read them: the same rows, the same content.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { hexOf, readRows } from '#testkit/rows';

// csv takes NUL characters since Python 3.11.
const present = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0;
const oracle = fileURLToPath(new URL('./rows-oracle.py', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'assay-rows-'));
afterAll(() => rmSync(base, { recursive: true }));

describe.skipIf(!present)('Python (skipped when python3 is not there or older than 3.11)', () => {
  const python = (kind: string, content: string): readonly string[] => {
    const file = join(base, 'content');
    writeFileSync(file, content);
    const { status, stdout, stderr } = spawnSync('python3', [oracle, kind, file], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(stderr);
    return stdout.split('\n').slice(0, -1);
  };
  const ours = (kind: string, content: string): readonly string[] =>
    readRows(kind, content).rows.map(({ digest }) => hexOf(digest));

  // One file of thousands of records: starting Python for each would take an hour.
  test.each(['csv', 'tsv'])('%s: records of every short text', (kind) => {
    const letters = ['"', ',', '\t', '\n', '\r', 'a', 'é', '\0', ' ', '""'];
    const pieces: string[] = [];
    for (const one of letters)
      for (const two of letters)
        for (const three of letters) for (const four of letters) pieces.push(one + two + three + four);
    // A text that leaves a quote open would swallow what follows.
    const closed = pieces.map((text) => closing(text, kind));
    const content = `h\n${closed.join('\nend\n')}\n`;
    expect(ours(kind, content)).toEqual(python(kind, content));
  });

  test('json-lines: values of every kind', () => {
    const lines = fc.sample(fc.json({ maxDepth: 4 }), { numRuns: 1000, seed: 7 });
    const numbers = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 2000, seed: 8 });
    const written = numbers.flatMap((number) => [String(number), number.toExponential(), number.toPrecision(21)]);
    const integers = fc.sample(fc.bigInt(), { numRuns: 500, seed: 9 }).map(String);
    const odd = [
      '{"\u{10000}":1,"\uffff":2,"a":3}',
      '1e400',
      '-0',
      '0.0',
      '1e-400',
      '"\\u0000\\u001f\\u007f\u2028"',
      '{"b":{"d":1,"c":2},"a":[{}]}',
    ];
    const content = `${[...lines, ...written, ...integers, ...odd].join('\n')}\n`;
    expect(ours('json-lines', content)).toEqual(python('json-lines', content));
  });
});

/** `text` with a quote after it when one is open. */
function closing(text: string, kind: string): string {
  try {
    readRows(kind, `h\n${text}`);
    return text;
  } catch {
    return `${text}"`;
  }
}
