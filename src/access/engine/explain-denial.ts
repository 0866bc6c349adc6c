// Why something is denied, and what would have to be true: which rules speak against it, and which permits come nearest.
import type { AccessRequest } from '../request.ts';
import { type Condition, holds, isSatisfied, negated, type PolicyConditions } from './condition.ts';
import { named, phrase } from './phrase.ts';
import type { Situation } from './situation.ts';

export interface DenialExplained {
  /** Ids of the rules that forbid it; empty: nothing permits it. */
  readonly because: readonly string[];
  readonly sentences: readonly string[];
  readonly wouldNeed: readonly string[];
}

/** @returns never without a sentence, never without something that would have to be true */
export function explainDenial(
  policies: readonly PolicyConditions[],
  request: AccessRequest,
  situation: Situation,
): DenialExplained {
  const asked = policies.filter(({ action }) => holds(action, situation));
  const against = asked.filter((policy) => policy.effect === 'forbid' && isSatisfied(policy, situation));
  const permits = asked.filter(({ effect }) => effect === 'permit');
  const isPermitted = permits.some((policy) => isSatisfied(policy, situation));
  const wouldNeed = against.map((policy) => `${policy.id}: ${phrase(unmet(wayRound(policy), situation))}`);
  if (!isPermitted) wouldNeed.push(...nearest(permits, request, situation));
  return {
    because: against.map(({ id }) => id),
    sentences: [
      ...(isPermitted ? [] : [nothingPermits(request)]),
      ...against.map(({ id, reason }) => `${id}: ${reason === '' ? 'it is forbidden' : reason}`),
    ],
    wouldNeed,
  };
}

function nothingPermits({ actor, action, resource }: AccessRequest): string {
  const what =
    resource.type === 'asset' ? `this ${named(resource.kind)}` : `the ${resource.type} ${named(resource.id)}`;
  const where = resource.type === 'asset' ? ` in the zone ${named(resource.zone)}` : '';
  return `no policy permits ${named(actor.identity)} to ${action} ${what}${where}`;
}

/** What keeps a rule that forbids from applying: its `unless`, or where it has none, something else than what it is about. */
function wayRound({ unless, when, principal, resource }: PolicyConditions): Condition {
  if (unless.parts.length > 0) return unless;
  return negated({ kind: 'all', parts: [principal, when, resource] });
}

/** The permits that miss least; other zones and kinds of resources are far away, because an asset is not moved to be read. */
function nearest(
  permits: readonly PolicyConditions[],
  request: AccessRequest,
  situation: Situation,
): readonly string[] {
  const ranked = permits
    .filter(({ resource }) => holds(resource, situation))
    .map((policy) => {
      const whole: Condition = { kind: 'all', parts: [policy.principal, policy.when, negated(policy.unless)] };
      const missing = unmet(whole, situation);
      return { policy, missing, distance: leavesOf(missing) };
    })
    .sort((a, b) => a.distance - b.distance || (a.policy.id < b.policy.id ? -1 : 1));
  const found = ranked.slice(0, mostShown).map(({ policy, missing }) => `${policy.id}: ${phrase(missing)}`);
  return found.length > 0 ? found : [`a policy that permits to ${request.action} there (assay policy change)`];
}

/** What is left of a condition without the parts that are met. An error after something that is not met follows from it. */
function unmet(condition: Condition, situation: Situation): Condition {
  if (condition.kind === 'leaf') return condition;
  const open = condition.parts.filter((part) => !holds(part, situation));
  const parts = open.map((part) => unmet(part, situation));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { ...condition, parts };
}

function leavesOf(condition: Condition): number {
  if (condition.kind === 'leaf') return 1;
  const counts = condition.parts.map(leavesOf);
  if (condition.kind === 'all') return counts.reduce((sum, count) => sum + count, 0);
  return counts.length === 0 ? 1 : Math.min(...counts);
}

const mostShown = 3;
