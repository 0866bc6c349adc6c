// What `assay data lab`, `triage` and `clean` print with --json, and the queue that triage writes, follow their published schemas.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, expect, test } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';

const schemas = join(import.meta.dirname, '../../docs/schema');
const folder = mkdtempSync(join(tmpdir(), 'assay-data-schemas-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Document = ReturnType<typeof JSON.parse>;

/** Runs a command and checks its document. @returns the document */
async function valid(kind: string, words: readonly string[], code = 0): Promise<Document> {
  const answer = await assayHere([...words, '--json']);
  expect([answer.stderr, answer.code], words.join(' ')).toEqual(['', code]);
  return validDocument(kind, answer.stdout);
}

function validDocument(kind: string, text: string): Document {
  const document = JSON.parse(text);
  expect(document.schema).toBe(`assay.${kind}/1`);
  const schema = JSON.parse(readFileSync(join(schemas, `assay.${kind}-1.schema.json`), 'utf8'));
  expect([schema.title, schema.$id]).toEqual([`assay.${kind}/1`, `assay.${kind}-1.schema.json`]);
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expectClosed(validate, document, document);
  return document;
}

/** Nothing is left open but the parameters of attacks, which are theirs. Lists are looked into at their first entry. */
function expectClosed(validate: ValidateFunction, document: Document, part: Document): void {
  if (typeof part !== 'object' || part === null) return;
  if (Array.isArray(part)) {
    expectClosed(validate, document, part[0]);
    return;
  }
  for (const [name, inner] of Object.entries(part)) if (name !== 'parameters') expectClosed(validate, document, inner);
  part['not a member'] = 1;
  expect(validate(document), JSON.stringify(part).slice(0, 200)).toBe(false);
  delete part['not a member'];
}

test('every document of the lab, triage and clean', async () => {
  const rows = Array.from(
    { length: 120 },
    (_, row) => `${row % 2 === 0 ? row / 100 : 5 + row / 100},${row % 7},${row % 2 === 0 ? 'a' : 'b'},ann`,
  );
  const data = join(folder, 'data.csv');
  writeFileSync(data, `x,y,label,who\n${rows.join('\n')}\n`);
  const flags = ['--label', 'label', '--source', 'who'];
  const lab = await assayHere([
    'data',
    'lab',
    data,
    ...flags,
    '--rates',
    '5%',
    '--seeds',
    '2',
    '--attacks',
    'table-trigger',
    '--json',
  ]);
  validDocument('data-lab', lab.stdout);
  const scan = JSON.parse((await assayHere(['data', 'scan', data, ...flags, '--json'])).stdout);
  const because = [
    { detector: 'one', score: 1, text: 'odd', region: { top: 0, left: 0, height: 1, width: 1 }, span: [0, 1] },
  ];
  const flagged = [2, 3].map((row) => ({
    row,
    class: 'a',
    score: 0.7,
    decision: 'alert',
    category: 'backdoor',
    because,
  }));
  const report = join(folder, 'scan.json');
  writeFileSync(report, JSON.stringify({ ...scan, rows: flagged }));
  const queue = join(folder, 'queue.json');
  await valid('data-triage-start', [
    'data',
    'triage',
    'start',
    data,
    report,
    ...flags,
    '--queue',
    queue,
    '--seeded',
    '2',
    '--sample',
    '20',
  ]);
  validDocument('data-triage', readFileSync(queue, 'utf8'));
  const me = ['--reviewer', 'ada'];
  await valid('data-triage-item', ['data', 'triage', 'next', queue, ...me]);
  await valid('data-triage-decide', ['data', 'triage', 'decide', queue, '2', 'reject', '--reason', 'odd', ...me]);
  await valid('data-triage-decide', ['data', 'triage', 'decide', queue, '3', 'relabel', 'a', '--reason', 'odd', ...me]);
  const seal = JSON.parse(readFileSync(`${queue}.seal`, 'utf8'));
  for (const { item } of seal.items) {
    await valid('data-triage-decide', [
      'data',
      'triage',
      'decide',
      queue,
      `#${item}`,
      'accept',
      '--reason',
      item,
      ...me,
    ]);
  }
  await valid('data-triage-status', ['data', 'triage', 'status', queue]);
  await valid('data-triage-report', ['data', 'triage', 'report', queue, '--seal', `${queue}.seal`], 1);
  // It missed both seeded rows, so it has to be forced.
  const clean = await valid('data-clean', ['data', 'clean', data, ...flags, '--triage', queue, '--force']);
  expect(clean).toMatchObject({ removed: [{ row: 2 }], relabelled: [{ row: 3 }], output: { rows: 119 } });
});
