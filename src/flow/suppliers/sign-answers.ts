// `assay supplier fill`: the supplier's side, which has no workspace: answers, signed with its own key.
import { attest } from '#attest/attest';
import { plainJson } from '#attest/canonical-value';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { predicate as cycloneDx } from '#predicates/cyclonedx';
import { nameDigest } from '#predicates/name-digest';
import { openSigner } from '#sign/open-signer';
import { fillQuestionnaire, type GivenAnswer } from './fill-questionnaire.ts';

export interface AnswerWords {
  readonly supplier: string;
  /** `QUESTION` or `QUESTION=WHY` */
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** `QUESTION=URL` */
  readonly evidence: readonly string[];
  /** Private key: a file or a token. */
  readonly key: string;
  readonly passphrase: () => Promise<string>;
}

/** @returns a DSSE envelope @throws {AssayError} SUPPLIER_ANSWERS, USAGE; {SignError} SIGN_KEY */
export async function signAnswers(questionnaire: Uint8Array, words: AnswerWords): Promise<Uint8Array> {
  const node = parseStrictJson(questionnaire, {
    maxBytes: limits.claimBytes.value,
    maxDepth: limits.signatureDepth.value,
  });
  const evidence = words.evidence.map((text) => {
    const { question, rest } = split(text);
    if (!URL.canParse(rest)) throw new AssayError('USAGE', `${quote(text)} is not QUESTION=URL`);
    return { question, url: rest };
  });
  const answers = [
    ...words.yes.map((text) => answerIn(text, 'yes', evidence)),
    ...words.no.map((text) => answerIn(text, 'no', evidence)),
  ];
  const body = fillQuestionnaire(plainJson(node), answers);
  const subject = { name: words.supplier, sha256: nameDigest('supplier', words.supplier) };
  const { bytes } = await attest(cycloneDx, [subject], body, [await openSigner(words.key, words.passphrase)]);
  return bytes;
}

function answerIn(
  text: string,
  says: GivenAnswer['says'],
  evidence: readonly { readonly question: string; readonly url: string }[],
): GivenAnswer {
  const { question, rest: reasoning } = split(text);
  const documents = evidence.filter((one) => one.question === question).map(({ url }) => ({ name: url, url }));
  return { question, says, reasoning, evidence: documents };
}

function split(text: string): { readonly question: string; readonly rest: string } {
  const at = text.indexOf('=');
  return at === -1 ? { question: text, rest: '' } : { question: text.slice(0, at), rest: text.slice(at + 1).trim() };
}
