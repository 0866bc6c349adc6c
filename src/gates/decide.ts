// Decides: a gate and the evidence in, a decision with its reasons out. A pure function, so that anybody can decide again.
import { combine } from './combine.ts';
import type { DecidedReason } from './decided-reason.ts';
import type { Evidence, Stated } from './evidence.ts';
import type { Gate, Requirement } from './gate.ts';
import { judge, rules } from './judge.ts';
import { answerRecall } from './recall.ts';
import { remedyOf } from './remedy-of.ts';
import { rule as askedInThisCase } from './rules/asked-in-this-case.ts';
import { nameOfTargets, targetsOf } from './targets.ts';
import { waiverOf } from './waiver.ts';

export { rules };

export interface Decision {
  readonly decision: 'allow' | 'deny' | 'exception';
  readonly because: readonly DecidedReason[];
}

/** Never empty, never allow without something that was shown. */
export function decide(gate: Gate, evidence: Evidence<Stated>): Decision {
  const answers = gate.requires.map((requirement) => answer(gate, requirement, evidence));
  const shown = answers.some(({ outcome }) => outcome !== 'not-applicable');
  const because = [
    ...answers,
    ...(shown ? [] : [nothingShown]),
    ...incompleteness(evidence),
    ...answerRecall(evidence),
  ];
  const open = because.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  if (open.length === 0) return { decision: 'allow', because };
  return { decision: open.every(({ waiver }) => waiver !== undefined) ? 'exception' : 'deny', because };
}

const nothingShown: DecidedReason = {
  rule: 'something-is-asked',
  outcome: 'inconclusive',
  cause: 'nothing-asked',
  because: 'the gate asks nothing of assets of this kind, so nothing is known about it',
  evidence: [],
};

/** Nobody can waive what nobody could look at. */
function incompleteness({ incomplete }: Evidence<Stated>): readonly DecidedReason[] {
  if (incomplete === undefined) return [];
  return [
    { rule: 'all-was-looked-at', outcome: 'inconclusive', cause: 'incomplete', because: incomplete, evidence: [] },
  ];
}

function answer(gate: Gate, requirement: Requirement, evidence: Evidence<Stated>): DecidedReason {
  const { id: rule, least = 1 } = requirement;
  const notAsked = askedInThisCase.ask({ requirement, about: evidence, evidence }, []);
  if (notAsked !== undefined) return { rule, evidence: [], ...notAsked };
  const targets = targetsOf(requirement, evidence);
  if (targets.length === 0 && least === 0)
    return {
      rule,
      outcome: 'not-applicable',
      cause: 'not-asked',
      because: `there is no ${nameOfTargets(requirement)}`,
      evidence: [],
    };
  const judged = targets.map((about) => ({ about, ...judge({ requirement, about, evidence }) }));
  const { remedy, ...combined } = combine(requirement, judged);
  const cited = [...new Set(judged.flatMap(({ found }) => found.slice(-mostCited).map((one) => one.evidence)))];
  if (combined.outcome === 'not-applicable') return { rule, ...combined, evidence: [] };
  if (combined.outcome === 'pass') return { rule, ...combined, evidence: cited };
  const waiver = waiverOf(gate, requirement, evidence);
  return {
    ...{ rule, ...combined },
    evidence: [...cited, ...(waiver?.evidence ?? [])],
    remedy: remedy ?? remedyOf(requirement, evidence),
    ...(waiver === undefined ? {} : { waiver }),
  };
}

/** The newest of what was looked at about each thing. */
const mostCited = 5;
