// What Cedar itself says.
import type { CedarRequest } from '../engine/cedar-request.ts';
import type { AccessPolicy } from '../request.ts';
import { schema } from '../schema.ts';

export interface CedarAnswer {
  /** Cedar's own decision; it skips a policy whose evaluation is an error. */
  readonly decision: 'allow' | 'deny';
  /** Policies that decided. */
  readonly because: readonly string[];
  /** Policies whose evaluation is an error. */
  readonly failed: readonly string[];
}

export type Cedar = (request: CedarRequest) => CedarAnswer;

/**
 * Cedar with these policies, parsed once.
 * @throws {Error} where Cedar takes policies or request for malformed
 */
export async function cedarWith(policies: readonly AccessPolicy[]): Promise<Cedar> {
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
  const staticPolicies = Object.fromEntries(policies.map(({ id, text }) => [id, text]));
  return (request) => {
    // Cedar keeps what it has parsed by name and never forgets a name, so there is one name, and whoever asks last has it.
    if (parsed !== policies) {
      assertTaken(cedar.preparseSchema(name, schema));
      assertTaken(cedar.preparsePolicySet(name, { staticPolicies }));
      parsed = policies;
    }
    const answer = cedar.statefulIsAuthorized({
      ...request,
      preparsedSchemaName: name,
      preparsedPolicySetId: name,
      validateRequest: true,
    });
    assertTaken(answer);
    const { decision, diagnostics } = answer.response;
    const failed = diagnostics.errors.map(({ policyId }) => policyId);
    return { decision, because: [...diagnostics.reason].sort(), failed: failed.sort() };
  };
}

const name = 'assay-prove';
let parsed: readonly AccessPolicy[] | undefined;

type Refusal = { readonly type: 'failure'; readonly errors: readonly { readonly message: string }[] };

function assertTaken<T extends { readonly type: string }>(answer: T | Refusal): asserts answer is Exclude<T, Refusal> {
  if ('errors' in answer && answer.type === 'failure')
    throw new Error(`Cedar refuses: ${answer.errors.map(({ message }) => message).join('; ')}`);
}

/** Whether our engine lets it through: Cedar does, and no policy was an error. */
export function allows({ decision, failed }: CedarAnswer): boolean {
  return decision === 'allow' && failed.length === 0;
}
