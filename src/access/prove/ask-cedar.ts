// What Cedar itself says.
import type { AuthorizationAnswer, CheckParseAnswer } from '@cedar-policy/cedar-wasm/nodejs';
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
  return (request) => {
    // Cedar keeps what it has parsed by name and never forgets a name, so there is one name, and whoever asks last has it.
    if (parsed !== policies) {
      refuse(cedar.preparseSchema(name, schema));
      refuse(cedar.preparsePolicySet(name, { staticPolicies: textsOf(policies) }));
      parsed = policies;
    }
    return answerOf(
      cedar.statefulIsAuthorized({
        ...request,
        preparsedSchemaName: name,
        preparsedPolicySetId: name,
        validateRequest: true,
      }),
    );
  };
}

/** The same for a few policies and one request. @throws {Error} as above */
export async function askCedar(policies: readonly AccessPolicy[], request: CedarRequest): Promise<CedarAnswer> {
  const { isAuthorized } = await import('@cedar-policy/cedar-wasm/nodejs');
  return answerOf(
    isAuthorized({ ...request, schema, validateRequest: true, policies: { staticPolicies: textsOf(policies) } }),
  );
}

const name = 'assay-prove';
let parsed: readonly AccessPolicy[] | undefined;

function textsOf(policies: readonly AccessPolicy[]): Record<string, string> {
  return Object.fromEntries(policies.map(({ id, text }) => [id, text]));
}

function answerOf(answer: AuthorizationAnswer): CedarAnswer {
  if (answer.type === 'failure') throw refusal(answer.errors);
  const { decision, diagnostics } = answer.response;
  const failed = diagnostics.errors.map(({ policyId }) => policyId);
  return { decision, because: [...diagnostics.reason].sort(), failed: failed.sort() };
}

function refuse(answer: CheckParseAnswer): void {
  if (answer.type === 'failure') throw refusal(answer.errors);
}

function refusal(errors: readonly { readonly message: string }[]): Error {
  return new Error(`Cedar refuses what it was asked: ${errors.map(({ message }) => message).join('; ')}`);
}

/** Whether our engine lets it through: Cedar does, and no policy was an error. */
export function allows({ decision, failed }: CedarAnswer): boolean {
  return decision === 'allow' && failed.length === 0;
}
