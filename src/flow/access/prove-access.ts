// `assay access prove`: which invariants the policies keep.
import { invariants as shippedInvariants } from '#access/invariants.generated';
import { checkTranslation, type Disagreement } from '#access/prove/check-translation';
import { factSentences } from '#access/prove/facts';
import { type Invariant, parseInvariant } from '#access/prove/invariant';
import { openProver, type Proof, type Prover, proveInvariant } from '#access/prove/prove-invariant';
import { openSolver } from '#access/prove/solver';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { seeded } from '#numeric/random/seeded';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAccess } from './decide-access.ts';
import { type KnownPolicies, type PolicySource, readPolicySource } from './policy-source.ts';

export type { Invariant } from '#access/prove/invariant';
export type { AccessRequest as AllowedRequest } from '#access/request';
export { shippedInvariants };

export interface AccessProof {
  readonly schema: 'assay.access-prove/1';
  readonly policies: { readonly digest: Sha256; readonly count: number };
  readonly solver: string;
  /** What a proof takes as given. */
  readonly given: readonly string[];
  /** The translation compared with Cedar on random requests. */
  readonly translation?: { readonly requests: number; readonly seed: number; readonly disagreements: number };
  readonly results: readonly ({ readonly name: string; readonly sentence: string } & Proof)[];
  /** Evidence id, when it was recorded. */
  readonly recorded?: Sha256;
}

export interface ProveOptions {
  readonly source: PolicySource;
  readonly invariants: readonly Invariant[];
  /** Random requests to compare the translation with Cedar on. */
  readonly requests: number;
  readonly seed: number;
  readonly progress?: (done: number, all: number) => void;
}

/**
 * @throws {AssayError} ACCESS_SOLVER_MISSING, ACCESS_POLICY, ACCESS_INVARIANT; ACCESS_DENIED in a workspace whose rules one may not see
 */
export async function proveAccess(workspace: Workspace | undefined, options: ProveOptions): Promise<AccessProof> {
  if (workspace !== undefined) await demandAccess(workspace, { action: 'see', resource: { policy: 'access/all' } });
  const known = await readPolicySource(workspace, options.source);
  const solver = await openSolver();
  try {
    const results: AccessProof['results'][number][] = [];
    const prover = await proverOrReason(() => openProver(solver, known.policies));
    for (const [done, invariant] of options.invariants.entries()) {
      options.progress?.(done, options.invariants.length);
      const { name, sentence } = invariant;
      results.push({ name, sentence, ...(await proofOf(prover, invariant, known)) });
    }
    const translation = await translationOf(prover, known, options);
    return {
      schema: 'assay.access-prove/1',
      policies: { digest: known.digest, count: known.policies.length },
      solver: solver.name,
      given: factSentences,
      ...(translation === undefined ? {} : { translation }),
      results,
    };
  } finally {
    await solver.close();
  }
}

/** What cannot be translated is no error: it is what could not be told, and why. */
async function proverOrReason<T>(act: () => Promise<T>): Promise<T | string> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AssayError && error.code === 'ACCESS_FRAGMENT') return error.message;
    throw error;
  }
}

async function proofOf(prover: Prover | string, invariant: Invariant, { zones }: KnownPolicies): Promise<Proof> {
  if (typeof prover === 'string') return { answer: 'could-not-tell', reason: prover };
  const proof = await proverOrReason(() => proveInvariant(prover, invariant, zones));
  return typeof proof === 'string' ? { answer: 'could-not-tell', reason: proof } : proof;
}

async function translationOf(
  prover: Prover | string,
  { policies }: KnownPolicies,
  { requests, seed }: ProveOptions,
): Promise<AccessProof['translation']> {
  if (requests === 0 || typeof prover === 'string') return undefined;
  const found: readonly Disagreement[] = await checkTranslation(
    prover.solver,
    policies,
    requests,
    seeded(seed).integer,
  );
  return { requests, seed, disagreements: found.length };
}

/** @throws {AssayError} ACCESS_INVARIANT */
export async function parseInvariantText(text: string): Promise<Invariant> {
  const { parse } = await import('yaml');
  if (text.length > limits.yamlBytes.value)
    throw new AssayError('ACCESS_INVARIANT', 'the invariant is larger than any invariant', { limit: 'yamlBytes' });
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new AssayError('ACCESS_INVARIANT', `the invariant is no YAML: ${reason}`);
  }
  return parseInvariant(value);
}
