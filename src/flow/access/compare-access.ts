// `assay access diff`: who can do what under one set of policies and not under another.
import { type Comparison, comparePolicies } from '#access/prove/compare-policies';
import { factSentences } from '#access/prove/facts';
import { openProver } from '#access/prove/prove-invariant';
import { openSolver } from '#access/prove/solver';
import { keyHolderRole, roles } from '#access/roles';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAccess } from './decide-access.ts';
import { type PolicySource, readPolicySource } from './policy-source.ts';
import { wholeWorkspace } from './resource-of.ts';

export type { Difference } from '#access/prove/compare-policies';

export type AccessComparison = {
  readonly schema: 'assay.access-diff/1';
  readonly before: { readonly digest: Sha256; readonly count: number };
  readonly after: { readonly digest: Sha256; readonly count: number };
  readonly solver: string;
  /** What a proof takes as given. */
  readonly given: readonly string[];
} & Comparison;

/**
 * @throws {AssayError} ACCESS_SOLVER_MISSING, ACCESS_POLICY; ACCESS_DENIED in a workspace whose rules one may not see
 */
export async function compareAccess(
  workspace: Workspace | undefined,
  before: PolicySource,
  after: PolicySource,
  progress?: (found: number) => void,
): Promise<AccessComparison> {
  if (workspace !== undefined) await demandAccess(workspace, { action: 'see', resource: { policy: 'access/all' } });
  const [old, now] = [await readPolicySource(workspace, before), await readPolicySource(workspace, after)];
  const zones = new Set([...old.zones, ...now.zones].map(({ name }) => name));
  const names = { roles: [...Object.keys(roles), keyHolderRole], zones: [...zones], places: [wholeWorkspace] };
  const solver = await openSolver();
  try {
    const head = {
      schema: 'assay.access-diff/1',
      before: { digest: old.digest, count: old.policies.length },
      after: { digest: now.digest, count: now.policies.length },
      solver: solver.name,
      given: factSentences,
    } as const;
    try {
      const provers = [await openProver(solver, old.policies), await openProver(solver, now.policies)] as const;
      return { ...head, ...(await comparePolicies(...provers, names, progress)) };
    } catch (error) {
      if (!(error instanceof AssayError && error.code === 'ACCESS_FRAGMENT')) throw error;
      return { ...head, answer: 'could-not-tell', reason: error.message };
    }
  } finally {
    await solver.close();
  }
}
