// Among all requests that refute a claim, one that a reader understands: as plain as it can be and still refute it.
import { evaluate } from './evaluate.ts';
import { termOf } from './outcome.ts';
import { type Rule, readPolicy } from './read-policy.ts';
import { parents, type Situation } from './situation.ts';
import type { Term } from './terms.ts';
import type { World } from './world.ts';

/** In the order of what disturbs a reader most. */
const wishes: readonly string[] = [
  '!(context has grant)',
  'context.approvers.isEmpty()',
  'principal.kind == "person"',
  'context.via == "key"',
  'if resource is Asset then resource.makers.isEmpty() else true',
  'if resource is Asset then !(resource has owner) else true',
  'if resource is Asset then resource.kind == "dataset" else true',
  'if resource is Asset then resource.sensitivity == 0 else true',
  'if resource is Policy then resource.area == "access" else true',
  '!(principal has screenedUntil)',
  '!(principal has organisation)',
  '!(context has purpose)',
  '!(context has attested)',
  `context.at == ${Date.UTC(2026, 0, 1)}`,
];

export type Wishes = readonly Rule[];

export function readWishes(): Promise<Wishes> {
  return Promise.all(
    wishes.map((text, place) =>
      readPolicy({ id: `wish ${place}`, text: `permit (principal, action, resource) when { ${text} };` }),
    ),
  );
}

/** To be made before the question is presented. */
export function wishTerms(world: World, situation: Situation, all: Wishes): readonly Term[] {
  const { principal } = situation;
  const roles = parents(world, situation, 'Identity', 'Role', principal.term);
  const named = [...world.names('Role').values()].reduce(
    (some, one) => world.union('Role', some, one),
    world.none('Role'),
  );
  return [
    world.isOne('Role', roles),
    world.includes('Role', named, roles),
    ...all.map(({ holds }) => termOf(evaluate(world, situation, holds), 'Bool').term),
  ];
}
