// Who can do what after a change of policies and could not before, or the other way round; or a proof that nobody can tell the two apart.
import * as limits from '#core/limits';
import type { Authority } from '../authority.ts';
import type { AccessRequest } from '../request.ts';
import { accessRequestOf } from './access-request-of.ts';
import { type Cell, cellClaim, cellOf, fewRoles } from './cell.ts';
import { concreteRequests, termsOf } from './concrete.ts';
import type { Prover } from './prove-invariant.ts';
import { checkWishing, present } from './question.ts';
import { anySituation, given, parents, type Situation } from './situation.ts';
import type { Term } from './terms.ts';
import { translate } from './translate.ts';
import { wishTerms } from './wishes.ts';
import { World } from './world.ts';

/** Somebody with these roles, that action, there: an example, and what decides it in either set of policies. */
export interface Difference extends Cell {
  readonly change: 'gains' | 'loses';
  readonly request: AccessRequest;
  /** Policies that allow it where it is allowed. */
  readonly allowedBy: readonly string[];
  /** Policies that forbid it where it is denied; empty where nothing permits it. */
  readonly deniedBy: readonly string[];
}

export type Comparison =
  /** Proved for every request. */
  | { readonly answer: 'same' }
  /** `isWhole`: for roles, actions and places that are not listed, nothing changes. */
  | { readonly answer: 'different'; readonly differences: readonly Difference[]; readonly isWhole: boolean }
  | { readonly answer: 'could-not-tell'; readonly reason: string };

/** What is told apart by name; everything else is "another". */
export interface Names {
  readonly roles: readonly string[];
  readonly zones: readonly string[];
  /** What stands where a zone stands, and holds no assets: the workspace as a whole. */
  readonly places: readonly string[];
}

/**
 * @param before - the policies of another prover over the same solver
 * @throws {AssayError} ACCESS_FRAGMENT
 */
export async function comparePolicies(
  before: Prover,
  after: Prover,
  names: Names,
  progress?: (found: number) => void,
): Promise<Comparison> {
  const found: Found[] = [];
  for (const resource of after.shape.resources) {
    for (const change of ['gains', 'loses'] as const) {
      const answer = await searchAll(before, after, { resource, change, names, found, progress });
      if (answer === 'unknown') return { answer: 'could-not-tell', reason: 'the solver gave up before it knew' };
    }
  }
  if (found.length === 0) return { answer: 'same' };
  const differences = confirm(before.authority, after.authority, found);
  return { answer: 'different', differences, isWhole: found.length < limits.accessDifferences.value };
}

type Found = Cell & Pick<Difference, 'change' | 'request'>;

interface Search {
  readonly resource: string;
  readonly change: Difference['change'];
  readonly names: Names;
  /** What was found before, and what is found now. */
  readonly found: Found[];
  readonly progress: ((found: number) => void) | undefined;
}

/** First what one role or none makes a difference for; then where that shows nothing, what takes several. */
async function searchAll(before: Prover, after: Prover, search: Search): Promise<'done' | 'unknown'> {
  const { resource, change, names, found } = search;
  const world = new World(after.shape);
  for (const role of names.roles) world.named('Role', role);
  for (const zone of resource === 'Asset' ? names.zones : [...names.zones, ...names.places]) world.named('Zone', zone);
  const situation = anySituation(world, 'request', resource);
  const [old, now] = [before, after].map(({ rules }) => translate(world, situation, rules).allows);
  if (old === undefined || now === undefined) throw new Error('two sets of policies are compared');
  const { terms } = world;
  const differs = change === 'gains' ? terms.and(now, terms.not(old)) : terms.and(old, terms.not(now));
  const wished = wishTerms(world, situation, after.wishes);
  const wanted = termsOf(world, situation);
  // Made before the question is presented, as all terms are.
  parents(world, situation, 'Identity', 'Role', situation.principal.term);
  await present(after.solver, world, [given(world, situation), after.facts(world, situation), differs]);
  for (const withRoles of [true, false]) {
    for (;;) {
      if (found.length >= limits.accessDifferences.value) return 'done';
      const claims = claimsFor(world, situation, { change, found, withRoles });
      const { can, values } = await checkWishing(after.solver, claims, wished, wanted);
      if (can === 'unknown') return 'unknown';
      if (can === 'unsat') break;
      const requests = concreteRequests(world, [situation], values).map(accessRequestOf);
      found.push(...requests.map((request) => ({ change, request, ...cellOf(world, request) })));
      search.progress?.(found.length);
    }
  }
  return 'done';
}

/** Something that is not found yet. */
function claimsFor(
  world: World,
  situation: Situation,
  { change, found, withRoles }: Pick<Search, 'change' | 'found'> & { readonly withRoles: boolean },
): readonly Term[] {
  const others = found
    .filter((one) => one.change === change)
    .flatMap((cell) => cellClaim(world, situation, cell, withRoles) ?? []);
  return [...(withRoles ? [fewRoles(world, situation)] : []), ...others];
}

/** @throws {Error} where Cedar does not see a difference: then the translation is wrong, and nothing that it says counts */
function confirm(before: Authority, after: Authority, found: readonly Found[]): readonly Difference[] {
  return found.map((one) => {
    const [was, is] = [before.decide(one.request), after.decide(one.request)];
    const [denied, allowed] = one.change === 'gains' ? [was, is] : [is, was];
    if (denied.decision !== 'deny' || allowed.decision !== 'allow')
      throw new Error(`the solver and Cedar disagree, so nothing is proved: ${JSON.stringify(one.request)}`);
    return { ...one, allowedBy: allowed.because, deniedBy: denied.because };
  });
}
