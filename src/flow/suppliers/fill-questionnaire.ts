// The supplier's side: answers into a questionnaire, each as a claim with its evidence.
import { isMembers, type JsonMembers } from '#attest/canonical-value';
import type { Json } from '#core/canonical-json';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { supplierQuestions } from '#core/suppliers/questions';
import { questionRef, targetRef } from './build-questionnaire.ts';

export interface GivenAnswer {
  readonly question: string;
  readonly says: 'yes' | 'no';
  readonly reasoning: string;
  /** Documents that show it: where they are, and their digests. */
  readonly evidence: readonly { readonly name: string; readonly url: string; readonly expires?: string }[];
}

/** @throws {AssayError} SUPPLIER_ANSWERS for a document that is no questionnaire, USAGE for a question that it does not have */
export function fillQuestionnaire(document: Json, answers: readonly GivenAnswer[]): JsonMembers {
  const declarations = isMembers(document) ? document.declarations : undefined;
  if (!isMembers(document) || !isMembers(declarations)) {
    throw new AssayError('SUPPLIER_ANSWERS', 'this is no questionnaire: it has no declarations');
  }
  const claims: Json[] = [];
  const evidence: Json[] = [];
  const byQuestion = new Map<string, { yes: string[]; no: string[] }>();
  for (const [at, { question, says, reasoning, evidence: documents }] of answers.entries()) {
    if (!supplierQuestions.some(({ id }) => id === question)) {
      const known = supplierQuestions.map(({ id }) => id).join(', ');
      throw new AssayError('USAGE', `there is no question ${quote(question)}; there are ${known}`);
    }
    const refs = documents.map((one, number) => {
      const ref = `evidence:${at + 1}.${number + 1}`;
      evidence.push(evidenceOf(ref, one));
      return ref;
    });
    const ref = `claim:${at + 1}`;
    claims.push({
      'bom-ref': ref,
      target: targetRef,
      predicate: says === 'yes' ? 'met' : 'not met',
      reasoning,
      evidence: refs,
    });
    const of = byQuestion.get(question) ?? { yes: [], no: [] };
    of[says].push(ref);
    byQuestion.set(question, of);
  }
  const map = supplierQuestions.map(({ id }) => {
    const { yes, no } = byQuestion.get(id) ?? { yes: [], no: [] };
    return { requirement: questionRef(id), claims: yes, counterClaims: no };
  });
  const [first] = Array.isArray(declarations.attestations) ? declarations.attestations : [];
  const attestation = { ...(isMembers(first) ? first : { assessor: 'answers' }), map };
  return { ...document, declarations: { ...declarations, claims, evidence, attestations: [attestation] } };
}

function evidenceOf(ref: string, { name, url, expires }: GivenAnswer['evidence'][number]): Json {
  return {
    'bom-ref': ref,
    propertyName: 'document',
    description: name,
    data: [{ name, contents: { url } }],
    ...(expires === undefined ? {} : { expires }),
  };
}
