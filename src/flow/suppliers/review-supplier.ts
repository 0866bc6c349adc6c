// `assay supplier review`: puts an assessment on record, facet by facet, with every contradiction in words, and when it ends.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type SupplierTier, supplierTiers } from '#core/suppliers/tier';
import { nameDigest } from '#predicates/name-digest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import type { Supplier } from '#predicates/supplier';
import { predicate as assessment, type SupplierAssessment } from '#predicates/supplier-assessment';
import { readWhole } from '#store/read-whole';
import type { Workspace } from '../workspace/workspace.ts';
import { type ComparedAnswer, compareAnswers } from './compare-answers.ts';
import { countingAbout } from './counting-statements.ts';
import { type DerivedTier, deriveTier } from './derive-tier.ts';
import { registeredSupplier } from './find-supplier.ts';
import type { SupplierObservations } from './observe-supplier.ts';
import { openObligations } from './open-obligations.ts';
import { recordOne } from './record-one.ts';

export interface ReviewWords {
  readonly supplier: string;
  readonly assessor: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly nextReview: string;
  /** Less trust than what is on record allows. */
  readonly tier?: SupplierTier;
  readonly product?: { readonly name: string; readonly version?: string };
  readonly terms?: string;
  readonly endpoint?: string;
}

export interface ReviewReport {
  readonly schema: 'assay.supplier-review/1';
  readonly supplier: string;
  readonly tier: SupplierTier;
  /** What would have to be on record for more trust. */
  readonly missing: readonly string[];
  readonly contradictions: readonly string[];
  readonly unanswered: readonly string[];
  readonly nextReview: string;
  readonly statement: Sha256;
}

/** @throws {AssayError} SUPPLIER_UNKNOWN; USAGE for a tier above what is on record, or a review that lies behind */
export async function reviewSupplier(workspace: Workspace, words: ReviewWords): Promise<ReviewReport> {
  const { supplier, assessor, nextReview, endpoint } = words;
  const { record } = await registeredSupplier(workspace, supplier);
  const now = workspace.now();
  if (Date.parse(nextReview) <= now.getTime()) throw new AssayError('USAGE', 'the next review has to lie ahead');
  const { compared, observed } = await compareAnswers(workspace, supplier, words.product);
  const derived = await derivedTier(workspace, record, assessor, compared, observed);
  const tier = lowered(derived.tier, derived.missing, words.tier);
  const batch = workspace.store.batch();
  const terms =
    words.terms === undefined ? undefined : (await batch.add(readWhole(words.terms, limits.claimBytes.value))).sha256;
  const contradictions = compared
    .filter(({ result }) => result === 'conflict')
    .map(({ question, because }) => `${question}: ${because}`);
  const body: SupplierAssessment = {
    supplier,
    ...(endpoint === undefined ? {} : { endpoint }),
    internal: record.internal,
    tier,
    answers: compared.map(answerOf),
    contradictions,
    ...(terms === undefined ? {} : { terms }),
    assessor,
    nextReview,
    assessedAt: now.toISOString(),
  };
  const draft = {
    predicate: assessment,
    subjects: [{ name: supplier, sha256: nameDigest('supplier', supplier) }],
    body,
  };
  const { evidence: statement } = await recordOne(workspace, draft, 'the assessment', batch);
  const unanswered = compared.filter(({ says }) => says === 'unknown').map(({ question }) => question);
  return {
    schema: 'assay.supplier-review/1',
    supplier,
    tier,
    missing: derived.missing,
    contradictions,
    unanswered,
    nextReview,
    statement,
  };
}

async function derivedTier(
  workspace: Workspace,
  { supplier, internal }: Supplier,
  assessor: string,
  compared: readonly ComparedAnswer[],
  observed: SupplierObservations,
): Promise<DerivedTier> {
  const all = await countingAbout(workspace, nameDigest('supplier', supplier), riskDecision);
  const decisions = all.filter(({ expired, stale }) => !expired && stale === undefined);
  const hosts = observed.deliveries.some((one) => one.endpoint !== undefined);
  return deriveTier({
    isRegistered: true,
    isInternal: internal,
    compared,
    observed,
    open: openObligations('trusted', observed.clauses, hosts, workspace.now()),
    decisions: decisions.map(({ statement }) => statement.body),
    assessor,
  });
}

/** Only a yes that nothing contradicts is met; what is not answered is not known. */
function answerOf({
  facet,
  question,
  text,
  says,
  level,
  result,
  evidence,
}: ComparedAnswer): SupplierAssessment['answers'][number] {
  const isKnown = says !== 'unknown' && says !== 'contradictory';
  const answer = !isKnown ? 'unknown' : says === 'yes' && result !== 'conflict' ? 'met' : 'not-met';
  return {
    facet,
    question: `${question}: ${text}`,
    answer,
    level: isKnown ? level : 'unknown',
    evidence: [...evidence],
  };
}

function lowered(derived: SupplierTier, missing: readonly string[], wanted: SupplierTier | undefined): SupplierTier {
  if (wanted === undefined) return derived;
  if (supplierTiers.indexOf(wanted) <= supplierTiers.indexOf(derived)) return wanted;
  const message = `what is on record allows ${derived} and not ${wanted}: ${missing.slice(0, 5).join('; ')}`;
  throw new AssayError('USAGE', message, { value: wanted });
}
