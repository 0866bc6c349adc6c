// Whether the policies keep an invariant: proved, refuted by requests that Cedar itself allows, or not known.
import { type Authority, loadAuthority } from '../authority.ts';
import { type CedarRequest, cedarRequest, resourceTypes } from '../engine/cedar-request.ts';
import type { AccessPolicy, AccessRequest } from '../request.ts';
import { accessRequestOf } from './access-request-of.ts';
import { allows, askCedar } from './ask-cedar.ts';
import { concreteRequests, termsOf } from './concrete.ts';
import { type Facts, readFacts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import { check, checkWishing, present } from './question.ts';
import { type Rule, readPolicy } from './read-policy.ts';
import { type SchemaShape, schemaShape } from './schema-shape.ts';
import { type KnownZone, shapePolicy } from './shape-policy.ts';
import { anySituation, given, parents, type Situation } from './situation.ts';
import type { Solver } from './solver.ts';
import { no, type Term } from './terms.ts';
import { translate } from './translate.ts';
import { readWishes, type Wishes, wishTerms } from './wishes.ts';
import { World } from './world.ts';

/** A request that must not be allowed, and is. */
export interface Allowed {
  readonly request: AccessRequest;
  /** Policies that allow it. */
  readonly because: readonly string[];
}

export type Proof =
  | { readonly answer: 'proved' }
  /** As many requests as the invariant has shapes, by the same identity. */
  | { readonly answer: 'refuted'; readonly requests: readonly Allowed[] }
  | { readonly answer: 'could-not-tell'; readonly reason: string };

export interface Prover {
  readonly solver: Solver;
  readonly shape: SchemaShape;
  /** Cedar with the policies. */
  readonly authority: Authority;
  readonly rules: readonly Rule[];
  readonly facts: Facts;
  readonly wishes: Wishes;
}

/**
 * @throws {AssayError} ACCESS_POLICY; ACCESS_FRAGMENT where the policies say what cannot be translated
 */
export async function openProver(solver: Solver, policies: readonly AccessPolicy[]): Promise<Prover> {
  const [shape, facts, wishes, authority] = await Promise.all([
    schemaShape(),
    readFacts(),
    readWishes(),
    loadAuthority(policies),
  ]);
  return { solver, shape, authority, rules: await Promise.all(policies.map(readPolicy)), facts, wishes };
}

/**
 * @param zones - those in force
 * @throws {AssayError} ACCESS_INVARIANT where the invariant has no meaning; ACCESS_FRAGMENT
 */
export async function proveInvariant(
  prover: Prover,
  invariant: Invariant,
  zones: readonly KnownZone[],
): Promise<Proof> {
  const question = await readQuestion(prover, invariant, zones);
  const answers: Found[] = [];
  for (const resources of combinations(question.kinds)) {
    const found = await search(prover, question, resources);
    if (typeof found !== 'string') return { answer: 'refuted', requests: found };
    answers.push(found);
  }
  if (answers.includes('unknown')) return couldNotTell('the solver gave up before it knew');
  if (answers.includes('none')) return { answer: 'proved' };
  return couldNotTell('there is no request of this shape at all, whatever the policies say');
}

interface Question {
  readonly shapes: readonly AccessPolicy[];
  readonly rules: readonly Rule[];
  /** Per shape, the kinds of resources that it can be about. */
  readonly kinds: readonly (readonly string[])[];
  readonly withOneRole: boolean;
}

async function readQuestion(
  { shape }: Prover,
  { forbids, withOneRole = false }: Invariant,
  zones: readonly KnownZone[],
): Promise<Question> {
  const shapes = await Promise.all(forbids.map((one, place) => shapePolicy(`request-${place + 1}`, one, zones)));
  return {
    shapes,
    rules: await Promise.all(shapes.map(readPolicy)),
    kinds: forbids.map(({ resource }) => (resource === undefined ? shape.resources : [resourceTypes[resource.type]])),
    withOneRole,
  };
}

/** `none`: such requests exist, and none is allowed. `impossible`: no such request exists. */
type Found = readonly Allowed[] | 'none' | 'impossible' | 'unknown';

/** @param resources - the kind of resource of each request */
async function search(prover: Prover, question: Question, resources: readonly string[]): Promise<Found> {
  const { solver, shape, rules, facts, wishes } = prover;
  const world = new World(shape);
  const situations = resources.map((resource, place) => anySituation(world, `request ${place + 1}`, resource));
  const matches = situations.map((situation, place) => {
    const shapeRule = question.rules[place];
    return shapeRule === undefined ? no : translate(world, situation, [shapeRule]).allows;
  });
  const allowed = situations.map((situation) => translate(world, situation, rules).allows);
  const wished = situations.flatMap((situation) => wishTerms(world, situation, wishes));
  const oneRole = situations.map((situation) => hasOneRole(world, situation));
  const assumed = situations.map((situation) => world.terms.and(given(world, situation), facts(world, situation)));
  const wanted = situations.flatMap((situation) => termsOf(world, situation));
  await present(solver, world, [...assumed, ...matches, ...(question.withOneRole ? oneRole : [])]);
  const found = await checkWishing(solver, allowed, wished, wanted);
  if (found.can === 'unknown') return 'unknown';
  if (found.can === 'unsat') return (await check(solver, [])).can === 'unsat' ? 'impossible' : 'none';
  const requests = concreteRequests(world, situations, found.values);
  return confirm(prover.authority, question.shapes, requests);
}

function hasOneRole(world: World, situation: Situation): Term {
  return world.isOne('Role', parents(world, situation, 'Identity', 'Role', situation.principal.term));
}

/**
 * A refutation is one when Cedar says so.
 * @throws {Error} where it does not: then the translation is wrong, and nothing that it says counts
 */
async function confirm(
  authority: Authority,
  shapes: readonly AccessPolicy[],
  requests: readonly CedarRequest[],
): Promise<readonly Allowed[]> {
  const confirmed: Allowed[] = [];
  for (const [place, asked] of requests.entries()) {
    const request = accessRequestOf(asked);
    const isMeant = await askCedar(shapes.slice(place, place + 1), cedarRequest(request));
    const { decision, because } = authority.decide(request);
    if (!allows(isMeant) || decision !== 'allow')
      throw new Error(`the solver and Cedar disagree, so nothing is proved: ${JSON.stringify(request)}`);
    confirmed.push({ request, because });
  }
  return confirmed;
}

function couldNotTell(reason: string): Proof {
  return { answer: 'could-not-tell', reason };
}

function combinations(kinds: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return kinds.reduce<readonly (readonly string[])[]>(
    (all, some) => all.flatMap((chosen) => some.map((one) => [...chosen, one])),
    [[]],
  );
}
