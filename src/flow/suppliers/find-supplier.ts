// What is recorded about a supplier, and how far it is trusted by that.
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { lowerTier, type SupplierTier } from '#core/suppliers/tier';
import { nameDigest } from '#predicates/name-digest';
import { type Supplier, predicate as supplierPredicate } from '#predicates/supplier';
import { predicate as assessmentPredicate, type SupplierAssessment } from '#predicates/supplier-assessment';
import type { Workspace } from '../workspace/workspace.ts';
import { type Counting, countingAbout, countingOfKind } from './counting-statements.ts';
import { type LookAlike, lookAlikeOf } from './look-alike.ts';

export interface KnownSupplier {
  readonly name: string;
  /** Absent: nobody has registered it. */
  readonly record?: Supplier;
  readonly assessment?: Counting<SupplierAssessment>;
  readonly tier: SupplierTier;
  /** Why it is not trusted more; empty when nothing lowers it. */
  readonly because: readonly string[];
  /** A registered supplier whose name this one could be taken for. */
  readonly lookAlike?: LookAlike;
}

/** The newest statement about each name that is registered. */
export async function registeredSuppliers(workspace: Workspace): Promise<ReadonlyMap<string, Supplier>> {
  const all = await countingOfKind(workspace, supplierPredicate);
  return new Map(all.map(({ statement }) => [statement.body.supplier, statement.body]));
}

/**
 * Names are compared letter by letter: one that looks the same is another supplier, and none that is known.
 * INVARIANT: nothing but an assessment that holds makes a tier higher than `unknown`.
 */
export async function knownSupplier(workspace: Workspace, name: string): Promise<KnownSupplier> {
  const registered = await registeredSuppliers(workspace);
  const record = registered.get(name);
  const assessments = await countingAbout(workspace, nameDigest('supplier', name), assessmentPredicate);
  const assessment = assessments.at(-1);
  const lookAlike = record === undefined ? lookAlikeOf(name, [...registered.values()]) : undefined;
  const { tier, because } = tierFrom(record, assessment);
  const found = {
    name,
    ...(record === undefined ? {} : { record }),
    ...(assessment === undefined ? {} : { assessment }),
  };
  if (lookAlike === undefined) return { ...found, tier, because };
  const why = `its name could be taken for ${quote(lookAlike.supplier)}, which is registered (${lookAlike.how})`;
  return { ...found, lookAlike, tier: 'untrusted', because: [why, ...because] };
}

/** @throws {AssayError} SUPPLIER_UNKNOWN */
export async function registeredSupplier(
  workspace: Workspace,
  name: string,
): Promise<KnownSupplier & { readonly record: Supplier }> {
  const found = await knownSupplier(workspace, name);
  const { record } = found;
  if (record !== undefined) return { ...found, record };
  const near = found.lookAlike === undefined ? '' : `; did you mean ${quote(found.lookAlike.supplier)}?`;
  throw new AssayError('SUPPLIER_UNKNOWN', `no supplier ${quote(name)} is registered${near}`, { value: name });
}

function tierFrom(
  record: Supplier | undefined,
  assessment: Counting<SupplierAssessment> | undefined,
): { readonly tier: SupplierTier; readonly because: readonly string[] } {
  if (assessment === undefined) return { tier: 'unknown', because: ['nobody has assessed it'] };
  const { tier, contradictions } = assessment.statement.body;
  const because = [
    ...(record === undefined ? ['it is not registered'] : []),
    ...(assessment.expired ? [`its review was due on ${assessment.statement.body.nextReview.slice(0, 10)}`] : []),
    ...(assessment.stale === undefined ? [] : [assessment.stale]),
    ...(contradictions.length > 0 ? [`${contradictions.length} of its answers contradict what was found`] : []),
  ];
  return { tier: because.length === 0 ? tier : lowerTier('unknown', tier), because };
}
