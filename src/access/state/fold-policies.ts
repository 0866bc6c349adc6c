// Rules of a workspace: which document holds for each, as two different people have said.
import type { PolicyChange } from '#predicates/policy-change';
import type { AccessState, Half, PolicyProposal, PolicyState } from './access-state.ts';
import type { PolicyStatement, SignedBy } from './access-statement.ts';
import { isDeclaredPerson, personOf, rolesOf } from './signers.ts';

export function policyKey({ area, name }: Pick<PolicyChange, 'area' | 'name'>): string {
  return `${area}/${name}`;
}

/** @returns the rules after it, or why it does not count */
export function withPolicyChange(state: AccessState, given: PolicyStatement): PolicyState | string {
  const { body, statement, index, at, by } = given;
  const { inForce, proposals } = state.policies;
  const objection = objectionToChange(state, body, by);
  if (objection !== undefined) return objection;
  const halves = by
    .filter(({ identity }) => mayChange(state, identity))
    .map(({ key, identity }): Half => ({ statement, index, at, key, identity, why: body.why }));
  const before = proposals.find(({ change }) => isSameChange(change, body));
  const all = [...(before?.halves ?? []), ...halves];
  const others = proposals.filter((one) => one !== before);
  if (!areTwoPeople(state, all)) return { inForce, proposals: [...others, { change: changeOf(body), halves: all }] };
  const document = body.document === undefined ? {} : { document: body.document };
  return {
    inForce: new Map([...inForce, [policyKey(body), { ...document, index, at, halves: all }]]),
    // What others wanted to put in the place of the rule before was said about that rule.
    proposals: others.filter(({ change }) => policyKey(change) !== policyKey(body)),
  };
}

/** Why such a half would not count, were it the next statement. */
export function objectionToChange(state: AccessState, body: PolicyChange, by: readonly SignedBy[]): string | undefined {
  if (!by.some(({ identity }) => mayChange(state, identity)))
    return 'rules are changed by owners and security engineers who are on record as people';
  const held = state.policies.inForce.get(policyKey(body))?.document;
  return held === body.previous ? undefined : 'it changes something else than what holds';
}

/** Two halves of different people, with different keys. */
export function areTwoPeople(state: AccessState, halves: readonly Pick<Half, 'identity' | 'key'>[]): boolean {
  return halves.some((one) =>
    halves.some((other) => one.key !== other.key && personOf(state, one.identity) !== personOf(state, other.identity)),
  );
}

export function mayChange(state: AccessState, identity: string): boolean {
  if (!isDeclaredPerson(state, identity)) return false;
  return rolesOf(state, identity).some((role) => role === 'owner' || role === 'security-engineer');
}

function changeOf({ area, name, document, previous }: PolicyChange): PolicyProposal['change'] {
  return {
    area,
    name,
    ...(document === undefined ? {} : { document }),
    ...(previous === undefined ? {} : { previous }),
  };
}

function isSameChange(one: PolicyProposal['change'], other: PolicyChange): boolean {
  return policyKey(one) === policyKey(other) && one.document === other.document && one.previous === other.previous;
}
