// Zones of a workspace: nothing comes in without a gate, and nothing within an area goes beyond it.
import { expect, test } from 'vitest';
import { zoneProblems } from './check-zones.ts';
import { parseZone } from './parse-zone.ts';
import type { Zone } from './zone.ts';
import { zones as shipped } from './zones.generated.ts';

const gates = [...new Set(shipped.flatMap(({ inflows }) => inflows.flatMap(({ gate }) => gate ?? [])))];

async function problemsOf(zone: Zone): Promise<readonly string[]> {
  const others = shipped.filter(({ name }) => name !== (zone.formerly?.[0] ?? zone.name));
  return zoneProblems(zone, { zones: [...others, zone], shipped, gates });
}

function area(name: string): Zone {
  const found = shipped.find((zone) => zone.name === name);
  if (found === undefined) throw new Error(`there is no zone ${name}`);
  return found;
}

/** Training for one team, as narrow as the whole. */
function child(): Zone {
  const { formerly, ...training } = area('training');
  const policies = training.policies.map(({ id, text }) => ({
    id: id.replace('training', 'training-eu'),
    text: text.replaceAll('"training"', '"training-eu"'),
  }));
  return {
    ...training,
    name: 'training-eu',
    home: [],
    inflows: [{ from: 'data-engineering', gate: 'enter-training' }],
    policies,
  };
}

test('the zones that come with Assay can be in force, each policy valid against the vocabulary', async () => {
  for (const zone of shipped) expect(await problemsOf(zone), zone.name).toEqual([]);
});

test('an empty profile denies everything, and is a zone', async () => {
  const zone = await parseZone('schema: assay.zone/1\nname: nothing\narea: training\npurpose: For tests.\n');
  expect(zone).toMatchObject({
    holds: [],
    inflows: [],
    policies: [],
    hardening: { network: 'none', hosts: [], jobs: [] },
  });
  expect(await problemsOf(zone)).toEqual([]);
});

test('a zone may be renamed and split', async () => {
  const training = area('training');
  const policies = training.policies.map(({ id, text }) => ({ id, text: text.replaceAll('"training"', '"lab"') }));
  expect(await problemsOf({ ...training, name: 'lab', formerly: ['training'], policies })).toEqual([]);
  expect(await problemsOf(child())).toEqual([]);
  // For fewer, and under more conditions.
  const [first] = child().policies;
  const text = `${first?.text.replace('Action::"see", ', '').replace(/;$/, '')} when { context has purpose };`;
  expect(await problemsOf({ ...child(), policies: [{ id: 'training-eu-narrow', text }] })).toEqual([]);
});

const policy = (text: string) => ({ policies: [{ id: 'own-policy', text: `@reason("a test")\n${text}` }] });

test.each<[string, Partial<Zone>, RegExp]>([
  ['a way in without a gate', { inflows: [{ from: 'quarantine' }] }, /no gate stands between/],
  ['a way in from anywhere', { inflows: [{ from: 'any' }] }, /only quarantine takes in from any zone/],
  ['a way in from outside', { inflows: [{ from: 'outside' }] }, /only quarantine and the homes/],
  ['a gate that there is not', { inflows: [{ from: 'data-engineering', gate: 'open-door' }] }, /no gate open-door/],
  [
    'another gate than the area has',
    { inflows: [{ from: 'data-engineering', gate: 'train-with' }] },
    /does not take in from data-engineering through this gate/,
  ],
  ['a zone that there is not', { inflows: [{ from: 'nowhere', gate: 'train-with' }] }, /no such zone/],
  ['a kind that the area does not hold', { holds: ['log'] }, /its area does not/],
  ['a second home', { home: ['dataset'], holds: ['dataset'] }, /more than one home/],
  ['keeping longer', { retention: { days: 9999, atEnd: 'review' } }, /keeps assets longer/],
  ['a wider network', { hardening: { network: 'open', hosts: [], jobs: [], reviewDays: 90 } }, /wider network/],
  ['more jobs', { hardening: { network: 'none', hosts: [], jobs: ['shell'], reviewDays: 90 } }, /more kinds of jobs/],
  ['fewer reviews', { hardening: { network: 'none', hosts: [], jobs: [], reviewDays: 900 } }, /reviewed less often/],
  [
    'a policy for all zones',
    policy('permit (principal in Role::"data-scientist", action, resource);'),
    /its scope is not/,
  ],
  ['a policy of another zone', policy('permit (principal, action, resource in Zone::"release");'), /its scope is not/],
  [
    'another zone in a condition',
    policy('permit (principal, action, resource in Zone::"training-eu") when { resource in Zone::"release" };'),
    /speaks of the zone release/,
  ],
  [
    'more rights than the area gives',
    policy('permit (principal in Role::"app-engineer", action == Action::"read", resource in Zone::"training-eu");'),
    /permits more than the area/,
  ],
  [
    'more actions',
    policy(
      'permit (principal in Role::"data-scientist", action in [Action::"see", Action::"export"], resource in Zone::"training-eu");',
    ),
    /permits more than the area/,
  ],
  ['a policy that is none', policy('permit everything;'), /policy own-policy/],
  [
    'an attribute that there is not',
    policy(
      'permit (principal in Role::"data-scientist", action == Action::"see", resource in Zone::"training-eu") when { resource.sensitvity < 2 };',
    ),
    /not valid/,
  ],
  ['a name that another has', { formerly: ['hall', 'release'] }, /another zone has, or had, the name release/],
  ['an area that there is not', { area: 'garden' }, /no area garden/],
])('%s is refused', async (_, change, reason) => {
  expect((await problemsOf({ ...child(), ...change })).join('\n')).toMatch(reason);
});

test.each([
  ['no YAML', '{', /no YAML/],
  [
    'a member that nobody knows',
    'schema: assay.zone/1\nname: a\narea: training\npurpose: x\nopen: true\n',
    /[Uu]nrecognized/,
  ],
  ['a reserved name', 'schema: assay.zone/1\nname: main\narea: training\npurpose: x\n', /meaning of its own/],
  ['a bomb of aliases', 'a: &a [x]\nb: [*a, *a]\n', /zone cannot be taken/],
])('%s is no zone', async (_, text, reason) => {
  await expect(parseZone(text)).rejects.toThrow(reason);
});
