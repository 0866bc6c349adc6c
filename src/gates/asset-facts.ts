// What is said about an asset, from the statements about it.
import { sensitivityOf } from '#core/asset';
import { checksOfTier, lowerTier, type SupplierTier } from '#core/suppliers/tier';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { predicate as intake } from '#predicates/intake';
import { predicate as supplierAssessment } from '#predicates/supplier-assessment';
import { bodyOf } from './body-of.ts';
import type { AssetFacts, Stated } from './evidence.ts';

/** Of something that nobody has described. */
export const noFacts: AssetFacts = {
  kind: '',
  name: '',
  sensitivity: sensitivityOf(undefined),
  zone: '',
  labels: [],
  licence: '',
  supplier: '',
  tier: '',
  checks: [],
  revision: '',
};

/** Who supplied the asset, by the newest description; empty for what was made here. */
export function supplierOf(statements: readonly Stated[]): string {
  return statements.flatMap((one) => bodyOf(one, assetManifest) ?? []).at(-1)?.origin?.supplier ?? '';
}

/**
 * @param aboutSupplier - statements about the name of the supplier, letter by letter: one that is called nearly the same is another
 * @param at - RFC 3339: an assessment that is over by then says nothing
 */
export function factsFrom(statements: readonly Stated[], aboutSupplier: readonly Stated[], at: string): AssetFacts {
  const body = statements.flatMap((one) => bodyOf(one, assetManifest) ?? []).at(-1);
  if (body === undefined) return noFacts;
  const supplier = body.origin?.supplier ?? '';
  return {
    kind: body.kind,
    name: body.name,
    sensitivity: sensitivityOf(body.sensitivity),
    zone: body.zone ?? '',
    labels: body.labels,
    licence: body.licence ?? '',
    supplier,
    ...trustIn(supplier, statements, aboutSupplier, at),
    revision: body.origin?.revision ?? '',
  };
}

/** Trust that is gained after something came in does not lower what has to be shown of it; trust that is lost raises it. */
function trustIn(
  supplier: string,
  statements: readonly Stated[],
  aboutSupplier: readonly Stated[],
  at: string,
): Pick<AssetFacts, 'tier' | 'checks'> {
  if (supplier === '') return { tier: '', checks: [] };
  const tierNow = currentTier(aboutSupplier, at);
  const taken = statements.flatMap((one) => bodyOf(one, intake) ?? []).at(-1);
  const tier = taken === undefined ? tierNow : lowerTier(taken.tier, tierNow);
  return { tier, checks: [...new Set([...checksOfTier(tier), ...(taken?.requiredChecks ?? [])])] };
}

function currentTier(aboutSupplier: readonly Stated[], at: string): SupplierTier {
  const newest = aboutSupplier.findLast((one) => bodyOf(one, supplierAssessment) !== undefined);
  const body = newest === undefined ? undefined : bodyOf(newest, supplierAssessment);
  if (newest === undefined || body === undefined) return 'unknown';
  const isOver = newest.expiresAt !== undefined && at >= newest.expiresAt;
  return isOver || body.contradictions.length > 0 ? lowerTier('unknown', body.tier) : body.tier;
}
