// Decides: a gate and the evidence in, a decision with its reasons out. A pure function, so that anybody can decide again.
import type { Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { findPredicateOfKind } from '#predicates/find-predicate';
import type { GateReason } from '#predicates/gate-decision';
import { evaluateCondition } from './condition.ts';
import type { Evidence } from './evidence.ts';
import type { Gate, Requirement } from './gate.ts';
import { rule as askedOfThisKind } from './rules/asked-of-this-kind.ts';
import { rule as isFresh } from './rules/is-fresh.ts';
import { rule as isOnRecord } from './rules/is-on-record.ts';
import type { Asked, Rule } from './rules/rule.ts';
import { rule as saysSo } from './rules/says-so.ts';
import { rule as signedByEnough } from './rules/signed-by-enough.ts';
import { type Waiver, waiverOf } from './waiver.ts';

/** In the order in which they are asked. */
export const rules: readonly Rule[] = [askedOfThisKind, isOnRecord, isFresh, saysSo, signedByEnough];

export interface DecidedReason extends GateReason {
  /** The command that would show what is missing. */
  readonly remedy?: string;
  /** Who lets it through all the same, and until when. */
  readonly waiver?: Waiver;
}

export interface Decision {
  readonly decision: 'allow' | 'deny' | 'exception';
  readonly because: readonly DecidedReason[];
}

/** Never empty, never allow without something that was shown. */
export function decide(gate: Gate, evidence: Evidence): Decision {
  const answers = gate.requires.map((requirement) => judge(gate, requirement, evidence));
  const shown = answers.some(({ outcome }) => outcome === 'pass');
  const because =
    shown || answers.some(({ outcome }) => outcome !== 'not-applicable') ? answers : [...answers, nothingShown];
  const open = because.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  if (open.length === 0) return { decision: 'allow', because };
  return { decision: open.every(({ waiver }) => waiver !== undefined) ? 'exception' : 'deny', because };
}

const nothingShown: DecidedReason = {
  rule: 'something-is-asked',
  outcome: 'inconclusive',
  because: 'the gate asks nothing of assets of this kind, so nothing is known about it',
  evidence: [],
};

function judge(gate: Gate, requirement: Requirement, evidence: Evidence): DecidedReason {
  const meant = evidence.statements.filter((statement) => isMeant(requirement, statement, evidence));
  const asked: Asked = { requirement, evidence, meant };
  const cited = evidenceIds(meant);
  for (const { ask } of rules) {
    const answer = ask(asked);
    if (answer === undefined) continue;
    if (answer.outcome === 'not-applicable') return { rule: requirement.id, ...answer, evidence: [] };
    const waiver = waiverOf(gate, requirement, evidence);
    return {
      rule: requirement.id,
      ...answer,
      evidence: [...cited, ...(waiver?.evidence ?? [])],
      ...(requirement.remedy === undefined ? {} : { remedy: requirement.remedy.replaceAll('{asset}', evidence.label) }),
      ...(waiver === undefined ? {} : { waiver }),
    };
  }
  const newest = meant.at(-1);
  return {
    rule: requirement.id,
    outcome: 'pass',
    because: `${requirement.evidence} of ${newest?.at ?? 'unknown'}`,
    evidence: cited,
  };
}

function isMeant({ evidence: kind, which }: Requirement, statement: Verified, { facts }: Evidence): boolean {
  if (statement.kind !== kind) return false;
  const predicate = findPredicateOfKind(kind);
  if (which === undefined || predicate === undefined) return true;
  return evaluateCondition(which, predicate, statement.body, facts).holds === true;
}

/** The newest of each key, newest last: what decided, and who agreed. */
function evidenceIds(meant: readonly Verified[]): readonly Sha256[] {
  return meant.slice(-5).map(({ evidence }) => evidence);
}
