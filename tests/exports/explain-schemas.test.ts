// What `assay explain` says of the catalogue, as text and as its published documents.
import { expect, test } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';
import { validDocument } from './valid-document.ts';

test.each([
  ['a check', 'pickle-dangerous-call', 'check'],
  ['a format', 'safetensors', 'format'],
  ['a kind of statement', 'data-quality', 'statement'],
  ['a threat', 'DATAPOISON', 'threat'],
  ['a control', 'RUNTIMEMODELINTEGRITY', 'control'],
  ['a requirement with a note', 'NCSC-2.4-01', 'requirement'],
  ['an id that was given up later', 'AML.T0019', 'reference'],
])('%s', async (_, id, what) => {
  const { entries } = await validDocument('explain', ['explain', id]);
  expect(entries.map((entry: { readonly what: string }) => entry.what)).toEqual([what]);
});

test('without an id all are listed, each sort of them', async () => {
  const { entries } = await validDocument('explain-list', ['explain']);
  const counts = Map.groupBy(entries, (entry: { readonly what: string }) => entry.what);
  expect(counts.get('requirement')?.length).toBe(317);
  expect(counts.get('threat')?.length).toBe(18);
  expect([...counts.keys()]).toEqual(['check', 'format', 'statement', 'threat', 'control', 'requirement']);
});

test('a requirement names its source to the line, what can show it, and does not say that it is met', async () => {
  const { entries } = await validDocument('explain', ['explain', 'owasp-supplychainmanage-29']);
  const [requirement] = entries;
  expect(requirement.source).toMatchObject({ document: 'owasp-ai-exchange-3', licence: 'CC0-1.0' });
  expect(requirement.source.lines).toEqual([
    [286, 286],
    [290, 290],
  ]);
  expect(requirement.checks).toContain('pickle-dangerous-call');
  expect(requirement.gates).toEqual(['leave-quarantine']);
  expect(requirement.threats.map(({ id }: { readonly id: string }) => id)).toContain('SUPPLYMODELPOISON');
  const { stdout } = await assayHere(['explain', 'OWASP-SUPPLYCHAINMANAGE-29']);
  expect(stdout).toContain('lines 286, 290');
  expect(stdout).toContain('This says what is demanded, not that it is met.');
});

test('both sides are shown where text and table of the source disagree', async () => {
  const { stdout } = await assayHere(['explain', 'datapoison']);
  expect(stdout).toMatch(/CONFCOMPUTE: the text names it, the periodic table\s+does not/);
  expect(stdout).toMatch(/MODELENSEMBLE: the\s+periodic\s+table\s+names\s+it,\s+the\s+text\s+does\s+not/);
});

test('the new id of an old one leads to what cites the old one', async () => {
  const { entries } = await validDocument('explain', ['explain', 'AML.T0115.000']);
  expect(entries[0]).toMatchObject({ id: 'AML.T0019', replacedBy: 'AML.T0115.000', version: '5.6.1' });
  expect(entries[0].citedBy[0]).toEqual({ id: 'DATAPOISON', title: 'Data poisoning' });
});

test.each(['OWASP-DATAPOISON-99', 'constructor', '__proto__', 'AML.T9999', ''])('no entry: %j', async (id) => {
  const { code, stdout, stderr } = await assayHere(['explain', id]);
  expect([code, stdout]).toEqual([64, '']);
  expect(stderr).toContain('No check, format, kind of statement, threat, control or requirement has the id');
});
