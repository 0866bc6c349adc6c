// Two statements of one person are one opinion; who made an asset does not vouch for it where a gate asks for somebody else; and some
// things only some roles may say.
import type { Signer } from '../evidence.ts';
import type { Requirement } from '../gate.ts';
import { countPeople, hasRole, isSomebodyElse } from '../people.ts';
import type { Rule } from './rule.ts';

export const rule: Rule = {
  id: 'signed-by-enough',
  question: 'Have enough different people, and the right ones, signed that?',
  ask: ({ requirement, about: { makers }, evidence: { signers } }, agreeing) => {
    const { signers: wanted = 1, independent = false, signedBy } = requirement;
    const found = agreeing.flatMap(({ evidence }) => signers.get(evidence) ?? []);
    const counted = found.filter(
      (one) => (signedBy === undefined || hasRole(one, signedBy)) && (!independent || isSomebodyElse(one, makers)),
    );
    const people = countPeople(counted);
    if (people >= wanted) return undefined;
    const unknown = [...found, ...makers].find(({ person, service }) => person === undefined && service === undefined);
    const hint = unknown === undefined ? '' : `; nobody has described who ${nameOf(unknown)} is`;
    const who = describe(requirement);
    return {
      outcome: 'fail',
      cause: 'not-signed-by-enough',
      because: `${people} ${who} signed such a statement, ${wanted} ${wanted === 1 ? 'has' : 'have'} to (signed by ${namesOf(found)})${hint}`,
    };
  },
};

function describe({ independent = false, signedBy }: Requirement): string {
  const roles = signedBy === undefined ? '' : ` with the role ${signedBy.join(' or ')}`;
  return `different people${roles}${independent ? ' who did not record the asset' : ''}`;
}

function namesOf(signers: readonly Signer[]): string {
  return [...new Set(signers.map(nameOf))].join(', ') || 'nobody';
}

function nameOf({ identity, key }: Signer): string {
  return identity ?? `key ${key.slice(0, 12)}`;
}
