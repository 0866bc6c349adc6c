import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parsePolicy, policyInForce } from './policy.ts';

const good = `schema: assay.policy/1
allow:
  - name: ours.layers.Attention
    by: anna@example.com
    why: reviewed in March
  - { name: ours.Old, by: anna@example.com, why: for the migration, until: 2026-06-30 }
`;

test('YAML and JSON give the same policy', async () => {
  const policy = await parsePolicy(good);
  expect(await parsePolicy(JSON.stringify({ schema: 'assay.policy/1', ...policy }))).toEqual(policy);
  expect(policy.allow.map(({ name }) => name)).toEqual(['ours.layers.Attention', 'ours.Old']);
});

test('names are exact', async () => {
  const { policy } = policyInForce(await parsePolicy(good), '2026-01-01');
  expect(policy.allowsGlobal('ours.layers.Attention')).toBe(true);
  for (const name of ['ours.layers', 'ours.layers.Attention.x', 'ours.layers.attention', 'Attention', '__proto__']) {
    expect(policy.allowsGlobal(name)).toBe(false);
  }
});

test('an entry counts on its last day and not on the next', async () => {
  const file = await parsePolicy(good);
  expect(policyInForce(file, '2026-06-30').policy.allowsGlobal('ours.Old')).toBe(true);
  const after = policyInForce(file, '2026-07-01');
  expect(after.policy.allowsGlobal('ours.Old')).toBe(false);
  expect(after.expired.map(({ name }) => name)).toEqual(['ours.Old']);
});

test.each([
  ['allow: []', /`schema` must be "assay.policy\/1"/],
  ['- 1', /line 1: the document must be a map/],
  ['', /the document must be a map/],
  ['schema: assay.policy/1\nalow: []', /line 2: "alow" is no field of a policy/],
  ['schema: assay.policy/1\nallow: 3', /line 2: `allow` must be a list/],
  ['schema: assay.policy/1\nallow:\n  - name: a.b\n    by: x', /line 3: allow\[0\]\.why must be a text/],
  ['schema: assay.policy/1\nallow:\n  - {name: a.b, by: " ", why: y}', /line 3: allow\[0\]\.by must be a text/],
  ['schema: assay.policy/1\nallow:\n  - {name: "ours.*", by: x, why: y}', /allow\[0\]\.name must be one exact name/],
  ['schema: assay.policy/1\nallow:\n  - {name: system, by: x, why: y}', /allow\[0\]\.name must be one exact name/],
  [
    'schema: assay.policy/1\nallow:\n  - {name: a.b, by: x, why: y, until: 2026-02-30}',
    /allow\[0\]\.until must be a day/,
  ],
  ['schema: assay.policy/1\nallow:\n  - {name: a.b, by: x, why: y, until: soon}', /allow\[0\]\.until must be a day/],
  ['schema: assay.policy/1\nallow:\n  - {name: a.b, by: x, why: y, extra: 1}', /allow\[0\]\."extra" is no field/],
  [
    'schema: assay.policy/1\nallow:\n  - {name: a.b, by: x, why: y}\n  - {name: a.b, by: x, why: y}',
    /line 4: .*repeats "a\.b"/,
  ],
  ['schema: assay.policy/1\nschema: assay.policy/1', /line 2: /],
  ['schema: [', /line 1: /],
  ['a: &x [1]\nb: *x', /aliases/],
  ['schema: !!js/function "x"', /line 1: /],
])('%j is refused with the place', async (text, message) => {
  await expect(parsePolicy(text)).rejects.toMatchObject({
    code: 'POLICY_INVALID',
    message: expect.stringMatching(message),
  });
});

test('the published schema and the parser agree', async () => {
  const path = new URL('../../docs/schema/assay.policy-1.schema.json', import.meta.url);
  const validate = new Ajv({ formats: { date: true } }).compile(JSON.parse(readFileSync(path, 'utf8')));
  expect(validate({ schema: 'assay.policy/1', ...(await parsePolicy(good)) })).toBe(true);
  expect(validate({ schema: 'assay.policy/1', allow: [{ name: 'ours.*', by: 'x', why: 'y' }] })).toBe(false);
});
