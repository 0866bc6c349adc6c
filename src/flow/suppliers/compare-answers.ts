// Each answer of a supplier beside what was seen of it. A contradiction is a conflict, and no number makes it smaller.
import type { Sha256 } from '#core/digest';
import { type SupplierFacet, supplierQuestions } from '#core/suppliers/questions';
import type { Workspace } from '../workspace/workspace.ts';
import { registeredSupplier } from './find-supplier.ts';
import { newestAnswers } from './import-answers.ts';
import { type Observation, observationsOf } from './observe-questions.ts';
import { observeSupplier, type SupplierObservations } from './observe-supplier.ts';
import { type AnswerRules, type ParsedAnswer, parseAnswers } from './parse-answers.ts';

export interface ComparedAnswer {
  readonly question: string;
  readonly facet: SupplierFacet;
  readonly text: string;
  readonly says: ParsedAnswer['says'];
  /** `verified`: it says yes, and what was seen agrees. */
  readonly level: ParsedAnswer['level'] | 'verified';
  readonly result: 'agreement' | 'unknown' | 'conflict';
  readonly because: string;
  readonly evidence: readonly Sha256[];
}

export interface ComparedAnswers {
  readonly schema: 'assay.supplier-compare/1';
  readonly supplier: string;
  /** Statement that the answers came in with; absent when it never answered. */
  readonly answers?: Sha256;
  readonly compared: readonly ComparedAnswer[];
  readonly counts: Readonly<Record<ComparedAnswer['result'], number>>;
  readonly deliveries: number;
}

/** @throws {AssayError} SUPPLIER_UNKNOWN */
export async function compareAnswers(
  workspace: Workspace,
  supplier: string,
  product: AnswerRules['product'] = undefined,
): Promise<ComparedAnswers & { readonly observed: SupplierObservations }> {
  await registeredSupplier(workspace, supplier);
  const recorded = await newestAnswers(workspace, supplier);
  const now = workspace.now();
  const rules = { now, ...(product === undefined ? {} : { product }) };
  const answers = new Map(parseAnswers(recorded?.document ?? {}, rules).map((one) => [one.question, one]));
  const observed = await observeSupplier(workspace, supplier);
  const compared = supplierQuestions.map(({ id, facet, text }): ComparedAnswer => {
    const answer = answers.get(id) ?? { question: id, says: 'unknown', level: 'unknown', reasoning: [], notes: [] };
    return { question: id, facet, text, ...compare(answer, observationsOf(id, observed, now), recorded?.evidence) };
  });
  const counts = { agreement: 0, unknown: 0, conflict: 0 };
  for (const { result } of compared) counts[result] += 1;
  const { deliveries } = observed;
  return {
    schema: 'assay.supplier-compare/1',
    supplier,
    ...(recorded === undefined ? {} : { answers: recorded.evidence }),
    compared,
    counts,
    deliveries: deliveries.length,
    observed,
  };
}

type Compared = Pick<ComparedAnswer, 'says' | 'level' | 'result' | 'because' | 'evidence'>;

function compare(
  { says, level, notes }: ParsedAnswer,
  seen: readonly Observation[],
  source: Sha256 | undefined,
): Compared {
  const against = seen.filter(({ holds }) => !holds);
  const evidence = [...new Set([...(source === undefined ? [] : [source]), ...seen.map((one) => one.evidence)])];
  const told = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  const answer = (
    result: ComparedAnswer['result'],
    because: string,
    shown: ComparedAnswer['level'] = level,
  ): Compared => ({
    says,
    level: shown,
    result,
    because: `${because}${told}`.slice(0, 2000),
    evidence,
  });
  if (says === 'contradictory') return answer('conflict', 'it says yes and no');
  if (says === 'unknown') {
    return answer('unknown', seen.length === 0 ? 'not answered' : `not answered; seen: ${list(seen)}`);
  }
  if (says === 'yes' && against.length > 0) return answer('conflict', `it says yes; seen: ${list(against)}`);
  if (says === 'yes' && seen.length > 0) return answer('agreement', `seen: ${list(seen)}`, 'verified');
  if (says === 'no' && seen.length > 0 && against.length === 0)
    return answer('conflict', `it says no; seen: ${list(seen)}`);
  if (says === 'no' && seen.length > 0)
    return answer('agreement', `it says no, and so it was seen: ${list(against)}`, 'verified');
  return answer('unknown', `it says ${says}, and nothing that was delivered shows it`);
}

function list(seen: readonly Observation[]): string {
  const shown = seen.slice(0, 3).map(({ what }) => what);
  return `${shown.join('; ')}${seen.length > 3 ? `; and ${seen.length - 3} more` : ''}`;
}
