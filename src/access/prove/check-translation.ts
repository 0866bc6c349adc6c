// Whether the translation says what Cedar says, on random requests: policy by policy, errors included.
import type { CedarRequest } from '../engine/cedar-request.ts';
import type { AccessPolicy } from '../request.ts';
import { truthOf } from './answers.ts';
import { type CedarAnswer, cedarWith } from './ask-cedar.ts';
import { fixRequest, prepareToFix } from './fix-request.ts';
import { checkEach, present } from './question.ts';
import { type Draw, randomRequest, type Vocabulary, vocabularyOf } from './random-request.ts';
import { readPolicy } from './read-policy.ts';
import { type SchemaShape, schemaShape } from './schema-shape.ts';
import { anySituation, type Situation } from './situation.ts';
import type { Solver } from './solver.ts';
import type { Term } from './terms.ts';
import { translate, type Verdict } from './translate.ts';
import { World } from './world.ts';

export interface Disagreement {
  readonly request: CedarRequest;
  readonly cedar: CedarAnswer;
  readonly translation: CedarAnswer | undefined;
}

/**
 * @param requests - how many to compare, spread over the kinds of resources
 * @throws {OutsideFragment}
 * @throws {AssayError} ACCESS_POLICY
 */
export async function checkTranslation(
  solver: Solver,
  policies: readonly AccessPolicy[],
  requests: number,
  draw: Draw,
): Promise<readonly Disagreement[]> {
  const shape = await schemaShape();
  const rules = await Promise.all(policies.map(readPolicy));
  const words = vocabularyOf(rules, shape);
  const askCedar = await cedarWith(policies);
  const found: Disagreement[] = [];
  for (const [place, resource] of shape.resources.entries()) {
    const share = Math.floor((requests + place) / shape.resources.length);
    const { world, situation } = namedWorld(shape, resource, words);
    const verdict = translate(world, situation, rules);
    prepareToFix(world, situation);
    await present(solver, world, []);
    for (let left = share; left > 0; left -= batch) {
      const drawn = Array.from({ length: Math.min(left, batch) }, () => randomRequest(shape, resource, words, draw));
      const translated = await decideEach(
        solver,
        verdict,
        drawn.map((one) => fixRequest(world, situation, one)),
      );
      for (const [at, request] of drawn.entries()) {
        const [cedar, translation] = [askCedar(request), translated[at]];
        if (translation !== undefined && JSON.stringify(cedar) === JSON.stringify(translation)) continue;
        found.push({ request, cedar, translation });
      }
    }
  }
  return found;
}

function namedWorld(shape: SchemaShape, resource: string, { ids }: Vocabulary): { world: World; situation: Situation } {
  const world = new World(shape);
  for (const [entity, all] of ids) for (const id of all) world.named(entity, id);
  return { world, situation: anySituation(world, 'request', resource) };
}

/** Requests that the solver is asked about at once. */
const batch = 25;

/** Cedar's answers as the translation gives them. */
async function decideEach(
  solver: Solver,
  { rules }: Verdict,
  requests: readonly (readonly Term[])[],
): Promise<readonly CedarAnswer[]> {
  const wanted = rules.flatMap(({ holds, fails }) => [holds, fails]);
  return (await checkEach(solver, requests, wanted)).map(({ can, values }) => {
    if (can !== 'sat') throw new Error(`the solver calls a request impossible: ${can}`);
    return cedarAnswer(rules, ({ text }) => truthOf(text === 'true' || text === 'false' ? text : values.get(text)));
  });
}

/** Cedar's rule: a policy with an error is skipped; one forbid is enough to deny, and without one, one permit to allow. */
function cedarAnswer(rules: Verdict['rules'], isTrue: (term: Term) => boolean): CedarAnswer {
  const failed = rules.filter(({ fails }) => isTrue(fails));
  const met = rules.filter((one) => isTrue(one.holds) && !failed.includes(one));
  const forbids = met.filter(({ effect }) => effect === 'forbid');
  const decides = forbids.length > 0 ? forbids : met;
  return {
    decision: decides.some(({ effect }) => effect === 'permit') ? 'allow' : 'deny',
    because: decides.map(({ id }) => id).sort(),
    failed: failed.map(({ id }) => id).sort(),
  };
}
