// scan -> triage -> clean -> rollback: what people reject goes, and comes back byte for byte.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { buildIdx, packed } from '#testkit/data-images';
import { assayHere } from '../scripts/assay-here.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-clean-'));
afterAll(() => rmSync(base, { recursive: true }));

let root: string;
let made = 0;
beforeEach(() => {
  made += 1;
  root = join(base, `case-${made}`);
  mkdirSync(root);
});

type Document = ReturnType<typeof JSON.parse>;

async function assay(words: readonly string[], code = 0): Promise<Document> {
  const answer = await assayHere([...words, '--json']);
  expect([answer.stderr, answer.code], words.join(' ')).toEqual(['', code]);
  return JSON.parse(answer.stdout);
}

async function refused(words: readonly string[]): Promise<string> {
  const { stderr, code } = await assayHere(words);
  expect([2, 64], words.join(' ')).toContain(code);
  return stderr;
}

function write(path: string, content: string | Uint8Array): string {
  const whole = join(root, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

/** A report of a scan of these data, with these rows flagged. */
async function scanned(
  data: string,
  words: readonly string[],
  rows: readonly (readonly [string | number, string])[],
): Promise<string> {
  const answer = await assayHere(['data', 'scan', data, ...words, '--json']);
  const scan = JSON.parse(answer.stdout);
  const flagged = rows.map(([row, decision]) => ({
    row,
    class: '',
    score: 0.9,
    decision,
    category: 'backdoor',
    because: [{ detector: 'test', score: 1, text: `row ${row} is odd` }],
  }));
  return write('scan.json', JSON.stringify({ ...scan, rows: flagged }));
}

/** Unquoted and quoted fields, a line end inside one, a blank line, no line end at the end. */
function reviews(): string {
  const lines = Array.from(
    { length: 60 },
    (_, row) =>
      `${row % 3 === 0 ? `"it is, so to say,\r\n""fine"" ${row}"` : `text ${row}`},${row % 2 === 0 ? 'good' : 'bad'},${row / 7}`,
  );
  return `text,label,value\r\n${lines.slice(0, 30).join('\r\n')}\r\n\r\n${lines.slice(30).join('\r\n')}`;
}

const csvFlags = ['--label', 'label'];

test('scan, triage, clean and rollback of a recorded table', async () => {
  const data = write('work/reviews.csv', reviews());
  const before = readFileSync(data);
  const at = ['--workspace', join(root, 'work')];
  await assay(['init', join(root, 'work')]);
  await assay(['add', data, '--name', 'reviews', '--kind', 'dataset', '--label-column', 'label', ...at]);
  const scan = await scanned(data, csvFlags, [
    [3, 'alert'],
    [4, 'filter'],
    [5, 'alert'],
  ]);
  const queue = join(root, 'queue.json');
  const started = await assay([
    'data',
    'triage',
    'start',
    data,
    scan,
    ...csvFlags,
    '--queue',
    queue,
    '--seeded',
    '2',
    '--sample',
    '12',
  ]);
  expect(started).toMatchObject({ flagged: 3, sampling: { drawn: 12, genuine: 10, rows: 57 }, seeded: { count: 2 } });
  const me = ['--reviewer', 'ada'];
  expect((await assay(['data', 'triage', 'next', queue, ...me])).item.item).toBe('1');
  await assay(['data', 'triage', 'decide', queue, '3', 'reject', '--reason', 'spam', ...me]);
  await assay(['data', 'triage', 'decide', queue, '4', 'relabel', 'bad', '--reason', 'it is bad', ...me]);
  await assay(['data', 'triage', 'decide', queue, '5', 'accept', '--reason', 'fine', ...me]);
  // A seeded row that is rejected stays in the data; the others of the sample are good.
  expect(statSync(`${queue}.seal`).mode & 0o077).toBe(0);
  const seal = JSON.parse(readFileSync(`${queue}.seal`, 'utf8'));
  const seeded = new Set(seal.items.map(({ item }: { item: string }) => item));
  const sheet = JSON.parse(readFileSync(queue, 'utf8')).items.slice(3);
  const rows = sheet.map(
    ({ item }: { item: string }) => `#${item},${seeded.has(item) ? 'reject' : 'accept'},,"seen, ${item}",9`,
  );
  const decisions = write('decisions.csv', `row,decision,class,reason,seconds\n${rows.join('\n')}\n`);
  await assay(['data', 'triage', 'decide', queue, '--from', decisions, ...me]);
  const report = await assay(['data', 'triage', 'report', queue, '--seal', `${queue}.seal`]);
  expect(report).toMatchObject({ seal: 'opened', counts: { open: 0, decided: 13 }, verbs: { reject: 1, relabel: 1 } });
  expect(report.reviewers[0].seeded).toMatchObject({ decided: 2, found: 2 });

  const clean = await assay(['data', 'clean', data, ...csvFlags, '--triage', queue, '--record', ...at]);
  const out = clean.output.path;
  expect(out).toBe(join(root, 'work', 'reviews.clean', 'reviews.csv'));
  expect(clean).toMatchObject({
    removed: [{ row: 3, class: 'bad', reasons: ['spam'] }],
    relabelled: [{ row: 4, class: 'good', to: 'bad' }],
    recorded: { name: 'reviews', version: 2 },
    forced: [],
  });
  expect(readFileSync(data)).toEqual(before);
  const expected = reviews()
    .replace('"it is, so to say,\r\n""fine"" 3",bad,0.42857142857142855\r\n', '')
    .replace('text 4,good', 'text 4,bad');
  expect(readFileSync(out, 'utf8')).toBe(expected);

  const diff = await assay(['diff', 'reviews@1', 'reviews@2', ...at], 1);
  expect(diff.rows.counts).toMatchObject({ added: 0, removed: 1, relabelled: 1, moved: 0, same: 58 });
  const lineage = await assay(['lineage', 'reviews', ...at]);
  expect(JSON.stringify(lineage)).toContain(clean.recorded.from);
  await assay(['rollback', 'reviews', '--why', 'the review was wrong', ...at]);
  await assay(['checkout', 'reviews', join(root, 'back'), ...at]);
  const [file = ''] = readdirSync(join(root, 'back'));
  expect(readFileSync(join(root, 'back', file))).toEqual(before);
  await assay(['checkout', 'reviews@2', join(root, 'second'), ...at]);
  const [second = ''] = readdirSync(join(root, 'second'));
  expect(readFileSync(join(root, 'second', second), 'utf8')).toBe(expected);
});

describe('a new version by what a scan filters', () => {
  test('of JSON lines: numbers, spaces and order of the rows that stay are kept, also of relabelled ones', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, row) =>
        `{ "text" : "a \\"b\\" ${row}", "big": 12345678901234567890${row}, "label": ${row % 2} , "x": {"label": 7}}`,
    );
    const data = write('mails.jsonl', `\n${lines.join('\n')}\n`);
    const words = ['--text', 'text', '--label', 'label'];
    const scan = await scanned(data, words, [
      [1, 'filter'],
      [2, 'alert'],
    ]);
    const { output, notes } = await assay(['data', 'clean', data, ...words, '--scan', scan]);
    expect(output).toEqual({ path: join(root, 'mails.clean.jsonl'), rows: 19 });
    expect(readFileSync(output.path, 'utf8')).toBe(`\n${lines.toSpliced(1, 1).join('\n')}\n`);
    expect(notes).toContainEqual(expect.stringContaining('1 rows that people should look at'));
    const queue = join(root, 'queue.json');
    await assay(['data', 'triage', 'start', data, scan, ...words, '--queue', queue, '--seeded', '0', '--sample', '0']);
    await assay(['data', 'triage', 'decide', queue, '2', 'relabel', '1', '--reason', 'wrong', '--reviewer', 'ada']);
    const out = join(root, 'again.jsonl');
    await assay(['data', 'clean', data, ...words, '--triage', queue, '--out', out]);
    const changed = lines.with(2, (lines[2] ?? '').replace('"label": 0', '"label": 1'));
    expect(readFileSync(out, 'utf8')).toBe(`\n${changed.join('\n')}\n`);
  });

  test('of IDX files, packed and bare, with everything else in the folder', async () => {
    const pixels = Uint8Array.from({ length: 40 * 4 }, (_, at) => at);
    const labels = Uint8Array.from({ length: 40 }, (_, row) => row % 4);
    write('digits/train-images-idx3-ubyte.gz', packed(buildIdx([40, 2, 2], pixels)));
    write('digits/train-labels-idx1-ubyte', buildIdx([40], labels));
    write('digits/t10k-images-idx3-ubyte', buildIdx([1, 2, 2], pixels.subarray(0, 4)));
    write('digits/sub/notes.txt', 'hello');
    const data = join(root, 'digits');
    const scan = await scanned(
      data,
      [],
      [
        [0, 'filter'],
        [39, 'filter'],
        [17, 'alert'],
      ],
    );
    const queue = join(root, 'queue.json');
    await assay(['data', 'triage', 'start', data, scan, '--queue', queue, '--seeded', '0', '--sample', '0']);
    const me = ['--reviewer', 'ada', '--reason', 'seen'];
    for (const row of ['0', '39']) await assay(['data', 'triage', 'decide', queue, row, 'reject', ...me]);
    await assay(['data', 'triage', 'decide', queue, '17', 'relabel', '3', ...me]);
    const { output } = await assay(['data', 'clean', data, '--triage', queue]);
    expect(output).toEqual({ path: join(root, 'digits.clean'), rows: 38 });
    const images = gunzipSync(readFileSync(join(output.path, 'train-images-idx3-ubyte.gz')));
    expect(new Uint8Array(images)).toEqual(buildIdx([38, 2, 2], pixels.slice(4, 39 * 4)));
    const expected = labels.slice(1, 39);
    expected[16] = 3;
    expect(new Uint8Array(readFileSync(join(output.path, 'train-labels-idx1-ubyte')))).toEqual(
      buildIdx([38], expected),
    );
    expect(readFileSync(join(output.path, 'sub/notes.txt'), 'utf8')).toBe('hello');
    expect(readdirSync(output.path).sort()).toEqual(readdirSync(data).sort());
  });

  test('of class folders: a relabelled text moves to its class', async () => {
    for (let row = 0; row < 12; row++)
      write(`mails/${row % 2 === 0 ? 'ham' : 'spam'}/${row}.txt`, `this is mail ${row}`);
    const data = join(root, 'mails');
    const scan = await scanned(
      data,
      [],
      [
        ['ham/0.txt', 'alert'],
        ['spam/1.txt', 'alert'],
      ],
    );
    const queue = join(root, 'queue.json');
    await assay(['data', 'triage', 'start', data, scan, '--queue', queue, '--seeded', '0', '--sample', '0']);
    const me = ['--reviewer', 'ada', '--reason', 'seen'];
    await assay(['data', 'triage', 'decide', queue, 'ham/0.txt', 'reject', ...me]);
    await assay(['data', 'triage', 'decide', queue, 'spam/1.txt', 'relabel', 'ham', ...me]);
    const { output } = await assay(['data', 'clean', data, '--triage', queue]);
    expect(readdirSync(join(output.path, 'ham')).sort()).toEqual([
      '1.txt',
      '10.txt',
      '2.txt',
      '4.txt',
      '6.txt',
      '8.txt',
    ]);
    expect(readFileSync(join(output.path, 'ham/1.txt'), 'utf8')).toBe('this is mail 1');
    expect(readdirSync(join(output.path, 'spam')).sort()).toEqual(['11.txt', '3.txt', '5.txt', '7.txt', '9.txt']);
  });
});

describe('nothing is written', () => {
  test('when everything, most of it or a whole class would go', async () => {
    const data = write('a.csv', reviews());
    const all = Array.from({ length: 60 }, (_, row) => [row, 'filter'] as const);
    const clean = async (rows: typeof all, ...words: string[]) => {
      const scan = await scanned(data, csvFlags, rows);
      return ['data', 'clean', data, ...csvFlags, '--scan', scan, ...words];
    };
    expect(await refused(await clean(all, '--force'))).toContain('all 60 rows would go');
    expect(await refused(await clean(all.slice(0, 40)))).toContain('more than half');
    const good = all.filter(([row]) => row % 2 === 0);
    expect(await refused(await clean(good))).toContain('No row of class "good" would be left');
    expect(readdirSync(root).sort()).toEqual(['a.csv', 'scan.json']);
    const forced = await assay(await clean(good, '--force'));
    expect(forced).toMatchObject({ output: { rows: 30 }, forced: [expect.stringContaining('"good"')] });
  });

  test('when the data changed since they were scanned, the place is taken, or nothing is to be done', async () => {
    const data = write('a.csv', reviews());
    const words = ['data', 'clean', data, ...csvFlags];
    const scan = await scanned(data, csvFlags, [[3, 'filter']]);
    write('a.clean.csv', 'mine');
    expect(await refused([...words, '--scan', scan])).toContain('is there already');
    expect(readFileSync(join(root, 'a.clean.csv'), 'utf8')).toBe('mine');
    write('a.csv', reviews().replace('text 1', 'text one'));
    expect(await refused([...words, '--scan', scan, '--out', join(root, 'b.csv')])).toContain('not what was scanned');
    expect(await refused(words)).toContain('--triage QUEUE, or --scan REPORT');
    const nothing = await assay([...words, '--scan', await scanned(data, csvFlags, []), '--out', join(root, 'b.csv')]);
    expect(nothing.notes).toContainEqual(expect.stringContaining('nothing was written'));
    expect(readdirSync(root).sort()).toEqual(['a.clean.csv', 'a.csv', 'scan.json']);
  });

  test('when the seal of seeded rows is not there, or the review was in bulk', async () => {
    const data = write('a.csv', reviews());
    const scan = await scanned(data, csvFlags, [[3, 'filter']]);
    const queue = join(root, 'queue.json');
    await assay([
      'data',
      'triage',
      'start',
      data,
      scan,
      ...csvFlags,
      '--queue',
      queue,
      '--seeded',
      '2',
      '--sample',
      '30',
    ]);
    const items = JSON.parse(readFileSync(queue, 'utf8')).items;
    const rows = items.map(({ item }: { item: string }) => `#${item},accept,,fine`);
    const decisions = write('d.csv', `row,decision,class,reason\n${rows.join('\n')}\n`);
    await assay(['data', 'triage', 'decide', queue, '--from', decisions, '--reviewer', 'quick']);
    const report = await assay(['data', 'triage', 'report', queue, '--seal', `${queue}.seal`], 1);
    expect(report.findings.map(({ finding }: { finding: string }) => finding)).toEqual(
      expect.arrayContaining(['bulk-decisions', 'same-reason', 'missed-defects']),
    );
    await assay(['data', 'triage', 'decide', queue, '3', 'reject', '--reason', 'odd', '--reviewer', 'quick']);
    const words = ['data', 'clean', data, ...csvFlags, '--triage', queue];
    expect(await refused(words)).toContain('handed in 31 decisions in one file');
    cpSync(`${queue}.seal`, join(root, 'kept.seal'));
    rmSync(`${queue}.seal`);
    expect(await refused([...words, '--force'])).toContain('the seal tells which');
    expect(await assay([...words, '--force', '--seal', join(root, 'kept.seal')])).toMatchObject({
      output: { rows: 59 },
    });
  });

  test('of formats that are not written anew', async () => {
    const data = write('a.json', JSON.stringify(Array.from({ length: 20 }, (_, row) => ({ x: row, label: row % 2 }))));
    const scan = await scanned(data, ['--label', 'label'], [[3, 'filter']]);
    expect(await refused(['data', 'clean', data, '--label', 'label', '--scan', scan])).toContain(
      'cannot be written anew',
    );
  });
});

test('a file of decisions with one that is wrong decides nothing', async () => {
  const data = write('a.csv', reviews());
  const scan = await scanned(data, csvFlags, [[3, 'alert']]);
  const queue = join(root, 'queue.json');
  await assay(['data', 'triage', 'start', data, scan, ...csvFlags, '--queue', queue, '--seeded', '0', '--sample', '3']);
  const decisions = write('d.csv', 'row,decision,class,reason\n3,accept,,fine\n#2,reject,,\n');
  const stderr = await refused(['data', 'triage', 'decide', queue, '--from', decisions, '--reviewer', 'ada']);
  expect(stderr).toContain('nothing was decided: row 2');
  expect((await assay(['data', 'triage', 'status', queue])).counts).toMatchObject({ open: 4, decided: 0 });
  expect(await refused(['data', 'triage', 'start', data, scan, ...csvFlags, '--queue', queue])).toContain(
    'is there already',
  );
  await assayHere(['data', 'triage', 'sheet', queue, '--page', join(root, 'sheet.html')]);
  const page = readFileSync(join(root, 'sheet.html'), 'utf8');
  expect(page).toContain('row 3 is odd');
  expect(page).not.toContain('<script');
});
