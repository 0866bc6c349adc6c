// What a supplier has to be bound to, and what of it is missing, over, or a draft.
import type { SupplierTier } from '#core/suppliers/tier';
import type { ContractClause } from '#predicates/contract-clause';
import type { Counting } from './counting-statements.ts';

export interface OpenObligation {
  readonly topic: ContractClause['topic'];
  readonly state: 'missing' | 'expired' | 'draft' | 'changed' | 'due';
  readonly why: string;
}

/** More trust leans more on what was agreed, because less is looked at. */
const requiredTopics: Readonly<Record<SupplierTier, readonly ContractClause['topic'][]>> = {
  untrusted: ['licence'],
  unknown: ['licence'],
  known: ['licence', 'security', 'notification'],
  trusted: ['licence', 'security', 'notification', 'provenance', 'liability'],
};

/**
 * @param clauses - in log order: a later statement about a clause replaces an earlier one
 * @param hosts - whether it runs a service that gets data of ours
 */
export function openObligations(
  tier: SupplierTier,
  clauses: readonly Counting<ContractClause>[],
  hosts: boolean,
  now: Date,
): readonly OpenObligation[] {
  const newest = new Map(clauses.map(({ statement }) => [statement.body.clause, statement.body]));
  const topics = [...requiredTopics[tier], ...(hosts ? (['data-handling'] as const) : [])];
  const open = topics.flatMap((topic) => openTopic(topic, [...newest.values()], now));
  return [...open, ...changedTerms(clauses), ...[...newest.values()].flatMap((clause) => dueDuties(clause, now))];
}

function openTopic(
  topic: ContractClause['topic'],
  clauses: readonly ContractClause[],
  now: Date,
): readonly OpenObligation[] {
  const about = clauses.filter((clause) => clause.topic === topic);
  if (about.length === 0) return [{ topic, state: 'missing', why: 'no clause about it is on record' }];
  if (about.some((clause) => clause.state !== 'draft' && isInForce(clause, now))) return [];
  const [first] = about;
  if (first === undefined || first.state === 'draft')
    return [{ topic, state: 'draft', why: `${first?.clause ?? 'it'} is a draft that nobody signed` }];
  return [
    {
      topic,
      state: 'expired',
      why: `${first.clause} is not in force now: from ${first.effectiveAt.slice(0, 10)} to ${first.expiresAt?.slice(0, 10) ?? 'no end'}`,
    },
  ];
}

/** Terms that are accepted by a click are changed by whoever wrote them. */
function changedTerms(clauses: readonly Counting<ContractClause>[]): readonly OpenObligation[] {
  const byClause = Map.groupBy(clauses, ({ statement }) => statement.body.clause);
  return [...byClause.values()].flatMap((versions) => {
    const [before, last] = [versions.at(-2)?.statement.body, versions.at(-1)?.statement.body];
    if (before === undefined || last?.state !== 'click-through' || before.document === last.document) return [];
    return [
      {
        topic: last.topic,
        state: 'changed',
        why: `the terms with ${last.clause} are others than those that were read before`,
      } as const,
    ];
  });
}

function dueDuties({ topic, clause, obligations }: ContractClause, now: Date): readonly OpenObligation[] {
  return obligations
    .filter(({ dueBy }) => dueBy !== undefined && Date.parse(dueBy) <= now.getTime())
    .map(({ party, duty, dueBy = '' }) => ({
      topic,
      state: 'due',
      why: `${clause}: ${party} had to ${duty} by ${dueBy.slice(0, 10)}`,
    }));
}

function isInForce({ effectiveAt, expiresAt }: ContractClause, now: Date): boolean {
  return Date.parse(effectiveAt) <= now.getTime() && (expiresAt === undefined || Date.parse(expiresAt) > now.getTime());
}
