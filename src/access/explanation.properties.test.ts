// What is told of a decision agrees with what Cedar decides, for random requests over the policies that come with Assay and over policies that
// use every operator; and no denial is without a reason and a way out.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { anyRequest, wildPolicies } from '#testkit/access';
import { type Authority, loadAuthority } from './authority.ts';
import { cedarRequest } from './engine/cedar-request.ts';
import { conditionsOf, isSatisfied, type PolicyConditions } from './engine/condition.ts';
import { situationOf } from './engine/situation.ts';
import { policies } from './policies.generated.ts';
import type { AccessPolicy } from './request.ts';
import { schema } from './schema.ts';

/** 10,000 requests in all with ASSAY_SLOW=1. */
const numRuns = process.env.ASSAY_SLOW === undefined ? 1_000 : 5_000;
const seed = 20261122;
type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs');
let cedar: Cedar;
beforeAll(async () => {
  cedar = await import('@cedar-policy/cedar-wasm/nodejs');
});

async function readings(
  set: readonly AccessPolicy[],
): Promise<{ authority: Authority; conditions: readonly PolicyConditions[] }> {
  const authority = await loadAuthority(set, [], { all: true });
  const conditions = set.map(({ id, text }) => {
    const answer = cedar.policyToJson(text);
    if (answer.type === 'failure') throw new Error(id);
    return conditionsOf(id, answer.json);
  });
  return { authority, conditions };
}

test.each([
  ['shipped', policies],
  ['shipped and wild', [...policies, ...wildPolicies]],
])('the explanation agrees with the decision: %s', async (_, set) => {
  const { authority, conditions } = await readings(set);
  const seen = { allow: 0, deny: 0 };
  fc.assert(
    fc.property(anyRequest, (request) => {
      const { decision, because, sentences, wouldNeed, errors } = authority.decide(request);
      const situation = situationOf(cedarRequest(request));
      const applying = (effect: 'permit' | 'forbid'): readonly string[] =>
        conditions
          .filter((one) => one.effect === effect && isSatisfied(one, situation))
          .map(({ id }) => id)
          .toSorted();
      seen[decision] += 1;
      expect(errors).toEqual([]);
      expect(sentences).not.toEqual([]);
      if (decision === 'allow') {
        expect([applying('forbid'), applying('permit')]).toEqual([[], because]);
        expect(wouldNeed).toEqual([]);
      } else {
        expect([applying('forbid'), applying('permit').length === 0 || because.length > 0]).toEqual([
          because.toSorted(),
          true,
        ]);
        expect(wouldNeed).not.toEqual([]);
        for (const one of wouldNeed)
          expect(one).not.toMatch(/: (nothing more|something that no policy offers)$|undefined|\[object/);
      }
    }),
    { numRuns, seed },
  );
  // Both kinds come up often enough to say something.
  expect(Math.min(seen.allow, seen.deny)).toBeGreaterThan(numRuns / 20);
});

test('requests are of the form that the schema of policies asks for', () => {
  expect(cedar.preparseSchema('access', schema).type).toBe('success');
  expect(
    cedar.preparsePolicySet('access', {
      staticPolicies: Object.fromEntries(policies.map(({ id, text }) => [id, text])),
    }).type,
  ).toBe('success');
  fc.assert(
    fc.property(anyRequest, (request) => {
      const call = {
        ...cedarRequest(request),
        preparsedPolicySetId: 'access',
        preparsedSchemaName: 'access',
        validateRequest: true,
      };
      expect(cedar.statefulIsAuthorized(call)).toMatchObject({
        type: 'success',
        response: { diagnostics: { errors: [] } },
      });
    }),
    { numRuns: 300, seed },
  );
});

test('without a role and a grant nothing is allowed but to read the rules', async () => {
  const { authority } = await readings(policies);
  fc.assert(
    fc.property(anyRequest, ({ grant: _, ...request }) => {
      const { decision, because } = authority.decide({ ...request, actor: { ...request.actor, roles: [] } });
      if (decision === 'allow') expect([request.action, because]).toEqual(['see', ['open-rules']]);
    }),
    { numRuns: 1_000, seed },
  );
});

test('the role that a denial names is what was missing', async () => {
  const { authority } = await readings(policies);
  let followed = 0;
  fc.assert(
    fc.property(anyRequest, (request) => {
      const before = authority.decide(request);
      const { wouldNeed } = before;
      for (const [, id, role] of wouldNeed.flatMap((one) => [
        /^([a-z-]+): the actor has the role "([a-z-]+)"$/.exec(one) ?? [],
      ])) {
        if (id === undefined || role === undefined) continue;
        const roles = [...request.actor.roles, role];
        const after = authority.decide({ ...request, actor: { ...request.actor, roles } });
        followed += 1;
        // A rule that forbade it does not any more; a permit permits it, unless a rule forbids it still.
        if (before.because.includes(id)) expect(after.because).not.toContain(id);
        else {
          expect(after.because.includes(id) || (after.decision === 'deny' && after.because.length > 0)).toBe(true);
          expect(after.sentences.join('\n')).not.toContain('no policy permits');
        }
      }
    }),
    { numRuns: 500, seed },
  );
  expect(followed).toBeGreaterThan(200);
});
