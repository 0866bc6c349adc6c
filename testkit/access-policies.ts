// The policies that come with Assay, and questions about them.
import type { Invariant } from '#access/prove/invariant';
import { openProver, type Proof, proveInvariant } from '#access/prove/prove-invariant';
import type { Solver } from '#access/prove/solver';
import type { AccessPolicy } from '#access/request';
import { policySet } from '#flow/access/authority-of';
import { zones } from '#zones/zones.generated';

const shipped = policySet(
  [],
  zones.flatMap(({ policies }) => policies),
);

export const shippedPolicies: readonly AccessPolicy[] = [...shipped.shipped, ...shipped.own];

/** @param forbids - as in a document */
export function buildInvariant(forbids: Invariant['forbids'], rest: Partial<Invariant> = {}): Invariant {
  return { schema: 'assay.invariant/1', name: 'asked', sentence: 'Nobody does this.', forbids, ...rest };
}

/** A policy of that id with a reason. */
export function buildPolicy(id: string, text: string): AccessPolicy {
  return { id, text: `@reason("for a test")\n${text}` };
}

export async function proofOf(solver: Solver, policies: readonly AccessPolicy[], invariant: Invariant): Promise<Proof> {
  return proveInvariant(await openProver(solver, policies), invariant, zones);
}
