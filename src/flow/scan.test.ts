import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import type { Finding } from '#core/finding';
import { buildExternalTensor, buildOnnx } from '#testkit/onnx';
import { buildPickle, bytes, call, global, none, text } from '#testkit/pickle';
import { buildZip } from '#testkit/zip-writer';
import { emptyPolicy } from './policy.ts';
import { type ScanProgress, scan } from './scan.ts';
import { decideVerdict } from './verdict.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options = { policy: emptyPolicy, version: 'test', ruleset: 'test' };
const malicious = buildPickle(4, call(global('os', 'system'), text('id')));
const clean = buildPickle(4, none);

describe('a folder', () => {
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model', 'a.pkl'), clean);
  writeFileSync(join(folder, 'model', 'b.pkl'), malicious);
  writeFileSync(join(folder, 'model', 'c.unheard-of'), new Uint8Array([0xfe, 0x01, 0, 1, 2, 3]));
  writeFileSync(join(folder, 'outside'), clean);
  symlinkSync('../outside', join(folder, 'model', 'd'));

  test('gives a report per file, in order, and counts them', async () => {
    const report = await scan([join(folder, 'model')], options);
    expect(report.files.map(({ path, verdict }) => [path.slice(folder.length), verdict])).toEqual([
      ['/model/a.pkl', 'clean'],
      ['/model/b.pkl', 'malicious'],
      ['/model/c.unheard-of', 'incomplete'],
      ['/model/d', 'incomplete'],
    ]);
    expect(report.summary).toEqual({ clean: 1, suspicious: 0, malicious: 1, incomplete: 2 });
    expect(report.files.map((file) => file.sha256)).toEqual([
      sha256(clean),
      sha256(malicious),
      sha256(new Uint8Array([0xfe, 0x01, 0, 1, 2, 3])),
      null,
    ]);
  });

  test('says what was not covered, and of how much', async () => {
    const { files } = await scan([join(folder, 'model', 'c.unheard-of')], options);
    expect(files[0]?.coverage).toMatchObject({ bytesRead: 0, bytesTotal: 6, notCovered: [{ from: 0, to: 6 }] });
    expect(files[0]?.findings.map(({ check }) => check)).toEqual(['unknown-format']);
  });

  test('tells its progress, and ends at the total', async () => {
    const steps: ScanProgress[] = [];
    await scan([join(folder, 'model')], { ...options, onProgress: (step) => steps.push(step) });
    expect(steps.map(({ filesDone }) => filesDone)).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
    expect(steps.at(-1)).toMatchObject({ filesTotal: 4, bytesDone: steps.at(-1)?.bytesTotal });
  });
});

test('a path that is not there is a line in the report', async () => {
  const report = await scan([join(folder, 'nothing')], options);
  expect(report.files).toMatchObject([
    { verdict: 'incomplete', sha256: null, findings: [{ check: 'unreadable-file' }] },
  ]);
});

test('a pickle in a pickle is reported at its place, as ranges of the file', async () => {
  const file = buildPickle(4, bytes(malicious));
  const report = await scan([{ name: 'outer.pkl', bytes: file }], options);
  expect(report.files[0]?.verdict).toBe('malicious');
  expect(report.files[0]?.findings.map(({ where }) => where.member)).toContain('bytes@4');
});

test('a thousand findings that say little do not crowd out the one that counts', async () => {
  const unreadable = Array.from({ length: 1500 }, (_, index) => ({
    name: `m/${index}.bin`,
    data: new Uint8Array([0xfe, 1, 0, 2]),
  }));
  const bytes = buildZip([...unreadable, { name: 'm/last.pkl', data: malicious }]);
  const report = await scan([{ name: 'many.zip', bytes }], options);
  expect(report.files[0]?.verdict).toBe('malicious');
  expect(report.files[0]?.findings.length).toBeLessThanOrEqual(1001);
});

describe('numbers without a header', () => {
  const graphs = join(folder, 'graphs');
  mkdirSync(graphs);
  writeFileSync(
    join(graphs, 'model.onnx'),
    buildOnnx({ initializers: [buildExternalTensor('w', { location: 'layer.0.weight', length: '8' })] }),
  );
  writeFileSync(join(graphs, 'layer.0.weight'), new Uint8Array([1, 2, 3, 4, 0, 0xfe, 0xff, 0]));
  writeFileSync(join(graphs, 'layer.1.weight'), new Uint8Array([1, 2, 3, 4, 0, 0xfe, 0xff, 0]));

  test('are known when a graph beside them names them, and only then', async () => {
    const { files } = await scan([graphs], options);
    expect(files.map(({ path, formats, verdict }) => [path.slice(graphs.length + 1), formats, verdict])).toEqual([
      ['layer.0.weight', ['external-data'], 'clean'],
      ['layer.1.weight', [], 'incomplete'],
      ['model.onnx', ['onnx'], 'clean'],
    ]);
  });
});

describe('on workers', () => {
  const many = join(folder, 'many');
  mkdirSync(many);
  for (let index = 0; index < 20; index++)
    writeFileSync(join(many, `${index}.pkl`), index % 3 === 0 ? malicious : clean);
  const worker = new URL('./scan-worker.ts', import.meta.url);

  test('the report is the same as in one thread', async () => {
    const alone = await scan([many, join(folder, 'nothing')], options);
    expect(await scan([many, join(folder, 'nothing')], { ...options, jobs: 3, worker })).toEqual(alone);
  });

  test('a worker that cannot start leaves every file unread, and says so', async () => {
    const report = await scan([many], { ...options, jobs: 2, worker: new URL('./no-such-worker.ts', import.meta.url) });
    expect(report.summary).toEqual({ clean: 0, suspicious: 0, malicious: 0, incomplete: 20 });
  });
});

describe('the verdict', () => {
  const finding = (severity: Finding['severity'], outcome: Finding['outcome'] = 'fail'): Finding => ({
    check: 'x',
    outcome,
    severity,
    message: '',
    where: {},
    remedy: '',
    references: [],
    controls: [],
  });
  const whole = { bytesRead: 1, bytesTotal: 1, notCovered: [] };
  const partly = { bytesRead: 0, bytesTotal: 1, notCovered: [{ from: 0, to: 1, why: 'x' }] };

  test.each<[string, Finding[], typeof whole | typeof partly, string]>([
    ['nothing seen, all read', [], whole, 'clean'],
    ['a note', [finding('low'), finding('info')], whole, 'clean'],
    ['something to decide', [finding('medium'), finding('info')], whole, 'suspicious'],
    ['an attack', [finding('high')], whole, 'malicious'],
    ['an attack in a file not wholly read', [finding('critical')], partly, 'malicious'],
    ['nothing seen, not all read', [], partly, 'incomplete'],
    ['a check that could not tell', [finding('high', 'inconclusive')], whole, 'incomplete'],
    ['a reader that failed', [finding('info', 'error')], whole, 'incomplete'],
  ])('%s', (_, findings, coverage, expected) => {
    expect(decideVerdict(findings, coverage)).toBe(expected);
  });
});
