// All items of an intake together: the word of each topic, and the outcome.

import * as limits from '#core/limits';
import { checksOfTier, type DeliveryCheck, type SupplierTier } from '#core/suppliers/tier';
import type { ClaimStrength, Intake, IntakeItem, IntakeTopic } from '#predicates/intake';

export type JudgedIntake = Pick<Intake, 'outcome' | 'states' | 'items' | 'itemsLeftOut' | 'digestStrength'>;

/**
 * `fail` when anything speaks against it. `inconclusive` when something is not known that is asked for at this tier: what is not asked
 * for is listed and does not decide.
 */
export function judgeIntake(
  items: readonly IntakeItem[],
  strength: ClaimStrength | 'none',
  tier: SupplierTier,
): JudgedIntake {
  const asked = new Set(checksOfTier(tier));
  const open = items.some((item) => item.outcome === 'inconclusive' && isAsked(item, asked));
  // A digest from the place of the file shows that the file came through whole, and nothing about who made it.
  const isShown =
    strength === 'signed' ||
    strength === 'given' ||
    !asked.has('digest') ||
    items.every(({ topic }) => topic !== 'digest');
  const outcome = items.some((item) => item.outcome === 'fail') ? 'fail' : open || !isShown ? 'inconclusive' : 'pass';
  const kept = [...items].sort((a, b) => weight(b) - weight(a)).slice(0, limits.intakeItems.value);
  return {
    outcome,
    states: statesOf(items),
    items: items.filter((item) => kept.includes(item)),
    itemsLeftOut: items.length - kept.length,
    digestStrength: strength,
  };
}

function isAsked({ topic }: IntakeItem, asked: ReadonlySet<DeliveryCheck>): boolean {
  const check = checkOf[topic];
  return check === undefined || asked.has(check);
}

/** The word of the worst item of each topic. */
function statesOf(items: readonly IntakeItem[]): Intake['states'] {
  const states: Partial<Record<IntakeTopic, string>> = {};
  const worst: Partial<Record<IntakeTopic, number>> = {};
  for (const item of items) {
    if ((worst[item.topic] ?? -1) >= weight(item)) continue;
    worst[item.topic] = weight(item);
    states[item.topic] = item.state;
  }
  return states;
}

function weight({ outcome }: IntakeItem): number {
  return { 'not-applicable': 0, pass: 1, inconclusive: 2, fail: 3 }[outcome];
}

/** Topics that a tier may not ask for; all others always count. */
const checkOf: Readonly<Partial<Record<IntakeTopic, DeliveryCheck>>> = {
  digest: 'digest',
  signature: 'signature',
  scan: 'scan-static',
  licence: 'licence',
};
