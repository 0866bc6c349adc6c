// What is taken as given holds of the requests that our engine makes; and what is proved is allowed to nobody among them.

import { afterAll, expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { buildInvariant, buildPolicy } from '#testkit/access-policies';
import { randomAccessRequest } from '#testkit/random-access-request';
import { randomPolicy } from '#testkit/random-policies';
import { actionNames } from '../actions.ts';
import { assertValidPolicies, loadAuthority } from '../authority.ts';
import { cedarRequest } from '../engine/cedar-request.ts';
import type { AccessPolicy } from '../request.ts';
import { accessRequestOf } from './access-request-of.ts';
import { readFacts } from './facts.ts';
import { fixRequest, prepareToFix } from './fix-request.ts';
import { openProver, proveInvariant } from './prove-invariant.ts';
import { check, present } from './question.ts';
import { readEntity } from './read-expression.ts';
import { schemaShape } from './schema-shape.ts';
import { anySituation, given } from './situation.ts';
import { openSolver } from './solver.ts';
import { World } from './world.ts';

const slow = process.env.ASSAY_SLOW === '1';
const solver = await openSolver();
afterAll(() => solver.close());

test('what is taken as given is true of every request of our engine', { timeout: 600_000 }, async () => {
  const draw = seeded(5).integer;
  const [shape, facts] = [await schemaShape(), await readFacts()];
  for (let count = 0; count < (slow ? 400 : 30); count += 1) {
    const asked = randomAccessRequest(draw);
    const request = cedarRequest(asked);
    const world = new World(shape);
    for (const { uid, parents } of request.entities)
      for (const one of [uid, ...parents].map(readEntity)) world.named(one.entity, one.id);
    for (const id of ['root', 'mira', 'ann', 'ben', 'cat']) world.named('Identity', id);
    const situation = anySituation(world, 'request', readEntity(request.resource).entity);
    prepareToFix(world, situation);
    await present(solver, world, [given(world, situation), facts(world, situation)]);
    expect((await check(solver, fixRequest(world, situation, request))).can, JSON.stringify(asked)).toBe('sat');
    expect(cedarRequest(accessRequestOf(request))).toEqual(
      cedarRequest({ ...asked, actor: { ...asked.actor, roles: asked.actor.roles.toSorted() } }),
    );
  }
});

test('what is proved of random policies is allowed in no random request', { timeout: 3_600_000 }, async () => {
  const draw = seeded(8).integer;
  const answers = { proved: 0, refuted: 0, 'could-not-tell': 0 };
  for (let set = 0; set < (slow ? 150 : 8); set += 1) {
    const policies = [await validPolicy('one', draw), await validPolicy('two', draw), await validPolicy('three', draw)];
    const action = actionNames[draw(actionNames.length)] ?? 'read';
    const { answer } = await proveInvariant(
      await openProver(solver, policies),
      buildInvariant([{ actions: [action] }]),
      [],
    );
    answers[answer] += 1;
    if (answer !== 'proved') continue;
    const authority = await loadAuthority(policies);
    for (let count = 0; count < 300; count += 1) {
      const request = { ...randomAccessRequest(draw), action };
      expect(authority.decide(request).decision, JSON.stringify({ policies, request })).toBe('deny');
    }
  }
  expect(answers.proved).toBeGreaterThan(0);
  expect(answers.refuted).toBeGreaterThan(0);
  expect(answers['could-not-tell']).toBe(0);
});

/** Random ones rarely follow the vocabulary; those that do are kept. */
async function validPolicy(id: string, draw: (below: number) => number): Promise<AccessPolicy> {
  for (;;) {
    const drawn = buildPolicy(id, randomPolicy(id, 1 + draw(2), draw).text);
    try {
      await assertValidPolicies([drawn]);
      return drawn;
    } catch {
      // Another one then.
    }
  }
}
