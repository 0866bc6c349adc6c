import { expect, test } from 'vitest';
import { buildCleanFile, buildFileReport, buildFinding, buildReport } from '#testkit/report';
import { displayWidth } from './display-width.ts';
import { rulesById } from './rule.ts';
import { encodeText } from './text.ts';

const rules = rulesById([
  { id: 'dangerous-call', title: 'Is it called?', why: 'Loading runs it.', remedy: '', references: [], controls: [] },
]);
const plain = { color: false, width: 80 };

test('a report says what, where, why, what to do and where to read on', () => {
  const text = encodeText(buildReport([buildCleanFile('a.safetensors'), buildFileReport()]), rules, plain);
  expect(text).toBe(`VERDICT    FILE             FORMATS               SIZE
malicious  models/model.pt  zip torch-zip pickle  1000 B
clean      a.safetensors    safetensors           8 B

malicious  models/model.pt
  dangerous-call (critical)
    os.system is called with "true".
    where  archive/data.pkl, byte 42, REDUCE
    why    Loading runs it.
    do     Do not load it.
    see    CVE-2025-1716, CWE-502
  not covered
    bytes 10 to 20 (10 B): nothing accounts for it

2 files, 1008 B: 1 malicious, 1 clean.
Not covered: 10 B in 1 file. The reasons are listed above.
Checked: what loading these files would run, and whether loaders are misled. Not
checked: how a model behaves, what it was trained on, who made it.
assay 1.2.3, rules sha256:0123456789abcdef; assay explain CHECK tells more of a
check
`);
});

test('no line is wider than the terminal, also with wide characters and long words', () => {
  const findings = [buildFinding({ message: `Ein ${'langes'.repeat(40)} 模型模型模型 ${'a b '.repeat(60)}` })];
  const files = [
    buildFileReport({ path: `ordner/${'模型'.repeat(60)}.pkl`, findings }),
    buildCleanFile('x'.repeat(300)),
  ];
  for (const width of [48, 60, 80, 200]) {
    const lines = encodeText(buildReport(files), rules, { color: false, width }).split('\n');
    const tooWide = lines.filter(
      (line) => displayWidth(line) > width && !/^(malicious|suspicious|incomplete) {2}/.test(line),
    );
    expect(tooWide).toEqual([]);
  }
});

test('nothing of a file reaches the terminal as a control character', () => {
  const evil = 'x\u001b]0;owned\u0007\r\n\u202egnp.pkl';
  const findings = [buildFinding({ message: evil, remedy: evil, where: { member: evil } })];
  const text = encodeText(buildReport([buildFileReport({ path: evil, findings })]), rules, plain);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
});

test('findings that say the same are one entry with several places', () => {
  const findings = Array.from({ length: 9 }, (_, index) => buildFinding({ where: { offset: index } }));
  const text = encodeText(buildReport([buildFileReport({ findings })]), rules, plain);
  expect(text.match(/os\.system/g)).toHaveLength(1);
  expect(text).toContain('byte 0; byte 1; byte 2; byte 3; and 5 other places');
});

test('two thousand files do not flood the terminal, and what is left out is said', () => {
  const files = Array.from({ length: 2000 }, (_, index) =>
    index % 2 === 0 ? buildCleanFile(`${index}.safetensors`) : buildFileReport({ path: `${index}.pt` }),
  );
  const text = encodeText(buildReport(files), rules, plain);
  expect(text.split('\n').length).toBeLessThan(900);
  expect(text).toContain('800 malicious files, 1,000 clean files not listed here');
  expect(text).toContain('Findings of 940 further files are not shown');
});

test('colours appear only when asked for', () => {
  const report = buildReport([buildFileReport()]);
  expect(encodeText(report, rules, plain)).not.toContain('\u001b');
  expect(encodeText(report, rules, { color: true, width: 80 })).toContain('\u001b[31mmalicious');
});

test('an empty folder is not called clean', () => {
  expect(encodeText(buildReport([]), rules, plain)).toContain('0 files, 0 B: nothing to scan.');
});
