// Whose opinion a signature is. Two keys of one person are one opinion, and a key whose holder nobody has described says nothing about
// whose it is.
import type { Signer } from './evidence.ts';

/** How many different people these are. All keys that are bound to no person count as one, because they may be one. */
export function countPeople(signers: readonly Signer[]): number {
  return new Set(signers.map(({ person }) => person ?? '')).size;
}

/** Whether it is shown that the signer is none of them: what is not known of either is not shown. */
export function isSomebodyElse(signer: Signer, others: readonly Signer[]): boolean {
  const who = partyOf(signer);
  if (who === undefined) return false;
  return others.every((other) => other.key !== signer.key && ![undefined, who].includes(partyOf(other)));
}

export function hasRole({ roles }: Signer, wanted: readonly string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

/** Names of people and of services do not meet. */
function partyOf({ person, service }: Signer): string | undefined {
  if (person !== undefined) return `person ${person}`;
  return service === undefined ? undefined : `service ${service}`;
}
