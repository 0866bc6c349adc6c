// Whose opinion a signature is. Two keys of one person are one opinion, and a key that is bound to nobody says nothing about whose it is.
import type { Signer } from './evidence.ts';

/** The person behind a key; undefined where nobody has said. */
export function personOf({ person, identity }: Signer): string | undefined {
  return person ?? identity;
}

/** How many different people these are. All keys that are bound to nobody count as one, because they may be one. */
export function countPeople(signers: readonly Signer[]): number {
  return new Set(signers.map((signer) => personOf(signer) ?? '')).size;
}

/** Whether it is shown that the signer is none of them: what is not known of either is not shown. */
export function isSomebodyElse(signer: Signer, others: readonly Signer[]): boolean {
  const person = personOf(signer);
  if (person === undefined) return false;
  return others.every((other) => other.key !== signer.key && ![undefined, person].includes(personOf(other)));
}

export function hasRole({ roles }: Signer, wanted: readonly string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}
