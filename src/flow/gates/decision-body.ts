// What is signed of a decision; the same for the same gate, evidence and moment.
import type { Sha256 } from '#core/digest';
import type { Decision } from '#gates/decide';
import type { Gate } from '#gates/gate';
import type { GateDecision } from '#predicates/gate-decision';

/** What a decision was made of, beside gate and evidence. */
export interface DecidedWith
  extends Pick<GateDecision, 'decidedAt' | 'logSize' | 'fromZone' | 'toZone' | 'purpose' | 'tier' | 'scanner'> {}

export function decisionBody(gate: Gate, decided: Decision & DecidedWith, policy: Sha256): GateDecision {
  const { decision, because, decidedAt, logSize } = decided;
  const waivers = because.flatMap(({ waiver }) => waiver ?? []);
  return {
    gate: gate.name,
    decision,
    policy,
    decidedAt,
    logSize,
    reasons: because.map(({ rule, outcome, because: text, evidence }) => ({ rule, outcome, because: text, evidence })),
    ...circumstances(decided),
    approvers: decision === 'exception' ? [...new Set(waivers.flatMap(({ approvers }) => approvers))] : [],
    ...(decision === 'exception'
      ? {
          exception: {
            reason: waivers.map(({ reason }) => reason).join('; '),
            expiresAt: waivers.map(({ expiresAt }) => expiresAt).toSorted()[0] ?? decidedAt,
          },
        }
      : {}),
  };
}

/** Those that are there: a member without a value is no member. */
function circumstances({ fromZone, toZone, tier, purpose, scanner }: DecidedWith): Partial<GateDecision> {
  return {
    ...(fromZone === undefined ? {} : { fromZone }),
    ...(toZone === undefined ? {} : { toZone }),
    ...(tier === undefined ? {} : { tier }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(scanner === undefined ? {} : { scanner }),
  };
}
