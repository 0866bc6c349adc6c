// Whether any of some policies applies to a request. A decision depends on nothing but on which policies apply, so a change of policies that apply
// neither before nor after it changes nothing.
import { cedarRequest } from './engine/cedar-request.ts';
import { conditionsOf, isSatisfied } from './engine/condition.ts';
import { situationOf } from './engine/situation.ts';
import type { AccessPolicy, AccessRequest } from './request.ts';

/** @throws {RangeError} for a policy that is no Cedar: they were validated before */
export async function policiesApplying(
  policies: readonly AccessPolicy[],
): Promise<(request: AccessRequest) => boolean> {
  const { policyToJson } = await import('@cedar-policy/cedar-wasm/nodejs');
  const conditions = policies.map(({ id, text }) => {
    const answer = policyToJson(text);
    if (answer.type === 'failure') throw new RangeError(`${id} was validated before`);
    return conditionsOf(id, answer.json);
  });
  return (request) => {
    const situation = situationOf(cedarRequest(request));
    return conditions.some((one) => isSatisfied(one, situation));
  };
}
