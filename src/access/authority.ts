// The one who decides: Cedar over a set of policies. Whatever goes wrong is a denial.
import { canonicalJson } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { type CedarRequest, cedarRequest } from './engine/cedar-request.ts';
import { conditionsOf, type PolicyConditions } from './engine/condition.ts';
import { explainDenial } from './engine/explain-denial.ts';
import { situationOf } from './engine/situation.ts';
import type { AccessDecision, AccessPolicy, AccessRequest } from './request.ts';
import { schema } from './schema.ts';

export interface Authority {
  /** Digest of all policies and their vocabulary: the same digest and request give the same decision. */
  readonly digest: Sha256;
  readonly policies: readonly AccessPolicy[];
  readonly decide: (request: AccessRequest) => AccessDecision;
}

type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs');

/**
 * Reads policies, and validates those of a workspace strictly against the vocabulary: a policy that could fail while it is evaluated is refused
 * here, because Cedar leaves out a rule that fails, and a rule that forbids must not be left out.
 * @param own - policies of a workspace
 * @param shipped - policies that come with Assay; they are validated in the same way where Assay is tested, and again here when `all` is set
 * @throws {AssayError} ACCESS_POLICY when one cannot be read or is not valid, or two have the same id
 */
export async function loadAuthority(
  own: readonly AccessPolicy[],
  shipped: readonly AccessPolicy[] = [],
  { all = false }: { readonly all?: boolean } = {},
): Promise<Authority> {
  const policies = [...shipped, ...own].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  assertIds(policies);
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
  const conditions = policies.map((policy) => conditionsOf(policy.id, parsed(cedar, policy)));
  validatePolicies(cedar, all ? policies : own);
  const digest = policyDigest(policies);
  const reading = cedar.preparsePolicySet(digest, { staticPolicies: textsOf(policies) });
  if (reading.type === 'failure') throw invalid(reading.errors[0]?.message ?? 'the policies cannot be read together');
  return { digest, policies, decide: (request) => decide(cedar, digest, conditions, request) };
}

/** What stands in an access event: which policies decided. */
export function policyDigest(policies: readonly AccessPolicy[]): Sha256 {
  return sha256(new TextEncoder().encode(canonicalJson({ policies: textsOf(policies), schema })));
}

/** @throws {AssayError} ACCESS_POLICY with what is wrong and in which policy */
export async function assertValidPolicies(policies: readonly AccessPolicy[]): Promise<void> {
  assertIds(policies);
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
  for (const policy of policies) parsed(cedar, policy);
  validatePolicies(cedar, policies);
}

function decide(
  cedar: Cedar,
  digest: Sha256,
  conditions: readonly PolicyConditions[],
  request: AccessRequest,
): AccessDecision {
  const asked = asCedar(request);
  if (typeof asked === 'string') return failed(asked);
  const answer = cedar.statefulIsAuthorized({ ...asked, preparsedPolicySetId: digest, validateRequest: false });
  if (answer.type === 'failure') return failed(answer.errors.map(({ message }) => message).join('; '));
  const { decision, diagnostics } = answer.response;
  const errors = diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
  if (errors.length > 0) return { ...failed(errors.join('; ')), errors };
  if (decision === 'deny') return { decision, ...explainDenial(conditions, request, situationOf(asked)), errors: [] };
  const because = diagnostics.reason.toSorted();
  const reasons = conditions.filter(({ id }) => because.includes(id)).map(({ id, reason }) => `${id}: ${reason}`);
  return { decision, because, sentences: reasons, wouldNeed: [], errors: [] };
}

/** A time that is none makes no decision. */
function asCedar(request: AccessRequest): CedarRequest | string {
  try {
    return cedarRequest(request);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Could not decide: denied. */
function failed(reason: string): AccessDecision {
  return {
    decision: 'deny',
    because: [],
    sentences: [`the policies could not decide it: ${reason}`],
    wouldNeed: ['policies that decide it without an error (assay policy list)'],
    errors: [reason],
  };
}

function textsOf(policies: readonly AccessPolicy[]): Readonly<Record<string, string>> {
  return Object.fromEntries(policies.map(({ id, text }) => [id, text]));
}

function assertIds(policies: readonly AccessPolicy[]): void {
  const seen = new Set<string>();
  for (const { id } of policies) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      throw invalid(`${quote(id)} is no name of a policy: lower case letters, digits and hyphens`);
    if (seen.has(id)) throw invalid(`there are two policies ${id}`);
    seen.add(id);
  }
}

function parsed(cedar: Cedar, { id, text }: AccessPolicy): Parameters<typeof conditionsOf>[1] {
  const answer = cedar.policyToJson(text);
  if (answer.type === 'failure') throw invalid(`${id} cannot be read: ${answer.errors[0]?.message ?? 'no Cedar'}`);
  if ((answer.json.annotations?.reason ?? '') === '') throw invalid(`${id} has no @reason: people are told why`);
  return answer.json;
}

/** `type: success` with errors in its list is no success. */
function validatePolicies(cedar: Cedar, policies: readonly AccessPolicy[]): void {
  if (policies.length === 0) return;
  const call = {
    validationSettings: { mode: 'strict' },
    schema,
    policies: { staticPolicies: textsOf(policies) },
  } as const;
  const answer = cedar.validate(call);
  if (answer.type === 'failure') throw invalid(answer.errors[0]?.message ?? 'the policies cannot be validated');
  const [error] = answer.validationErrors;
  if (error !== undefined) throw invalid(`${error.policyId} is not valid: ${error.error.message}`);
}

function invalid(reason: string): AssayError {
  return new AssayError('ACCESS_POLICY', `the access policies cannot be used: ${reason}`);
}
