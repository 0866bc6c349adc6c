// How far a supplier can be trusted, by what is on record. Somebody may trust it less; nobody can trust it more.
import type { SupplierTier } from '#core/suppliers/tier';
import type { RiskDecision } from '#predicates/risk-decision';
import { supplierFacets } from '#predicates/supplier-assessment';
import type { ComparedAnswer } from './compare-answers.ts';
import type { SupplierObservations } from './observe-supplier.ts';
import type { OpenObligation } from './open-obligations.ts';

export interface TierFacts {
  readonly isRegistered: boolean;
  readonly isInternal: boolean;
  readonly compared: readonly ComparedAnswer[];
  readonly observed: SupplierObservations;
  readonly open: readonly OpenObligation[];
  /** Decisions about the supplier that are in force. */
  readonly decisions: readonly RiskDecision[];
  readonly assessor: string;
}

export interface DerivedTier {
  readonly tier: SupplierTier;
  /** What would have to be on record for the next one; empty at the highest. */
  readonly missing: readonly string[];
}

export function deriveTier(facts: TierFacts): DerivedTier {
  const against = factsAgainst(facts);
  if (against.length > 0) return { tier: 'untrusted', missing: against };
  const forKnown = missingForKnown(facts);
  if (forKnown.length > 0) return { tier: 'unknown', missing: forKnown };
  const forTrusted = missingForTrusted(facts);
  return forTrusted.length > 0 ? { tier: 'known', missing: forTrusted } : { tier: 'trusted', missing: [] };
}

/** Deliveries that were bad, and answers that are not true. */
function factsAgainst({ compared, observed }: TierFacts): readonly string[] {
  const conflicts = compared
    .filter(({ result }) => result === 'conflict')
    .map(({ question, because }) => `${question}: ${because}`);
  const bad = observed.deliveries.flatMap(({ name, intake, scan }) => {
    const states = intake?.statement.body.states ?? {};
    return [
      ...(scan?.statement.body.verdict === 'malicious'
        ? [`the scan of ${JSON.stringify(name)} found it malicious`]
        : []),
      ...(['mismatch', 'conflict'].includes(states.digest ?? '')
        ? [`the digests of ${JSON.stringify(name)} are not those that were claimed`]
        : []),
      ...(['mismatch', 'other-identity'].includes(states.signature ?? '')
        ? [`the signature of ${JSON.stringify(name)} is not the supplier's`]
        : []),
    ];
  });
  return [...conflicts, ...bad];
}

/** A department of our own is asked for less: what it does is seen in the hand-over and the log. */
function missingForKnown({ isRegistered, isInternal, compared }: TierFacts): readonly string[] {
  if (!isRegistered) return ['it has to be registered'];
  if (isInternal) return [];
  return supplierFacets.flatMap((facet) =>
    compared.some((one) => one.facet === facet && one.says !== 'unknown')
      ? []
      : [`no question about ${facet} is answered`],
  );
}

function missingForTrusted({
  compared,
  observed,
  open,
  decisions,
  assessor,
  isInternal,
}: TierFacts): readonly string[] {
  const shown = (facet: string): boolean =>
    compared.some(
      (one) => one.facet === facet && one.says === 'yes' && (one.level === 'documented' || one.level === 'verified'),
    );
  const isSigned = observed.deliveries.some(({ intake }) => intake?.statement.body.states.signature === 'verified');
  const isDecided = decisions.some(({ decision, approver }) => decision === 'accept' && approver !== assessor);
  return [
    ...(isInternal
      ? []
      : supplierFacets
          .filter((facet) => !shown(facet))
          .map((facet) => `nothing about ${facet} is documented or verified`)),
    ...(isSigned ? [] : ['no delivery of it came with a signature that verified']),
    ...open.map(({ topic, state }) => `the clause about ${topic} is ${state}`),
    ...(isDecided ? [] : ['nobody but the assessor has decided to accept it (assay attest --kind risk-decision)']),
  ];
}
