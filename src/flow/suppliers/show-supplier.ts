// `assay supplier show` and `list`: what is on record about suppliers.
import type { Sha256 } from '#core/digest';
import { checksOfTier, type DeliveryCheck, type SupplierTier } from '#core/suppliers/tier';
import type { Supplier } from '#predicates/supplier';
import type { SupplierAssessment } from '#predicates/supplier-assessment';
import type { Workspace } from '../workspace/workspace.ts';
import { knownSupplier, registeredSupplier, registeredSuppliers } from './find-supplier.ts';
import { observeSupplier } from './observe-supplier.ts';
import { type OpenObligation, openObligations } from './open-obligations.ts';

export interface ShownSupplier {
  readonly schema: 'assay.supplier/1';
  readonly supplier: string;
  readonly record: Supplier;
  readonly tier: SupplierTier;
  readonly because: readonly string[];
  readonly requiredChecks: readonly DeliveryCheck[];
  readonly assessment?: {
    readonly statement: Sha256;
    readonly at: string;
    readonly assessor: string;
    readonly nextReview: string;
    readonly overdue: boolean;
    readonly answers: SupplierAssessment['answers'];
    readonly contradictions: readonly string[];
  };
  readonly open: readonly OpenObligation[];
  readonly deliveries: readonly {
    readonly asset: Sha256;
    readonly name: string;
    readonly kind: string;
    readonly at: string;
    readonly outcome?: 'pass' | 'fail' | 'inconclusive';
    readonly scan?: string;
  }[];
}

export interface ListedSuppliers {
  readonly schema: 'assay.suppliers/1';
  readonly suppliers: readonly {
    readonly supplier: string;
    readonly internal: boolean;
    readonly tier: SupplierTier;
    readonly because: readonly string[];
    readonly nextReview?: string;
    readonly overdue: boolean;
  }[];
}

/** @throws {AssayError} SUPPLIER_UNKNOWN */
export async function showSupplier(workspace: Workspace, name: string): Promise<ShownSupplier> {
  const { record, tier, because, assessment } = await registeredSupplier(workspace, name);
  const { deliveries, clauses } = await observeSupplier(workspace, name);
  const hosts = deliveries.some(({ endpoint }) => endpoint !== undefined);
  return {
    schema: 'assay.supplier/1',
    supplier: name,
    record,
    tier,
    because,
    requiredChecks: checksOfTier(tier),
    ...(assessment === undefined ? {} : { assessment: assessmentOf(assessment) }),
    open: openObligations(tier, clauses, hosts, workspace.now()),
    deliveries: deliveries.map(({ asset, name: called, kind, at, intake, scan }) => ({
      ...{ asset, name: called, kind, at },
      ...(intake === undefined ? {} : { outcome: intake.statement.body.outcome }),
      ...(scan === undefined ? {} : { scan: scan.statement.body.verdict }),
    })),
  };
}

export async function listSuppliers(workspace: Workspace): Promise<ListedSuppliers> {
  const names = [...(await registeredSuppliers(workspace)).keys()].sort();
  const suppliers: ListedSuppliers['suppliers'][number][] = [];
  for (const supplier of names) {
    const { record, tier, because, assessment } = await knownSupplier(workspace, supplier);
    suppliers.push({
      supplier,
      internal: record?.internal ?? false,
      tier,
      because,
      ...(assessment === undefined ? {} : { nextReview: assessment.statement.body.nextReview }),
      overdue: assessment?.expired ?? false,
    });
  }
  return { schema: 'assay.suppliers/1', suppliers };
}

type Known = Awaited<ReturnType<typeof knownSupplier>>;

function assessmentOf({
  statement,
  evidence,
  at,
  expired,
}: NonNullable<Known['assessment']>): NonNullable<ShownSupplier['assessment']> {
  const { assessor, nextReview, answers, contradictions } = statement.body;
  return { statement: evidence, at, assessor, nextReview, overdue: expired, answers, contradictions };
}
