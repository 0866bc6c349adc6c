// What a supplier answered, out of its document. ATTACKER: it chose every byte of it, and is believed nothing but that it said so.
import { isMembers, type JsonMembers } from '#attest/canonical-value';
import type { Json } from '#core/canonical-json';
import { supplierQuestions } from '#core/suppliers/questions';

export interface ParsedAnswer {
  readonly question: string;
  /** `contradictory`: the supplier says yes and no. `unknown`: it says nothing that counts. */
  readonly says: 'yes' | 'no' | 'contradictory' | 'unknown';
  /** `documented`: it names a document that is not out of date. */
  readonly level: 'unknown' | 'claimed' | 'documented';
  readonly reasoning: readonly string[];
  /** Why something of it does not count. */
  readonly notes: readonly string[];
}

export interface AnswerRules {
  /** Answers about another one say nothing about it. */
  readonly product?: { readonly name: string; readonly version?: string };
  readonly now: Date;
}

/** One for each question, in their order; what is not answered is unknown. */
export function parseAnswers(document: JsonMembers, rules: AnswerRules): readonly ParsedAnswer[] {
  const parts = partsOf(document);
  return supplierQuestions.map(({ id, text }) => {
    const ref = parts.questions.get(id);
    if (ref === undefined) return unknown(id, []);
    if (ref.text !== text) return unknown(id, ['the question has another text in this document than here']);
    const notes: string[] = [];
    const yes = claimsIn(ref.claims, parts, rules, notes);
    const no = claimsIn(ref.counterClaims, parts, rules, notes);
    if (yes.length === 0 && no.length === 0) return unknown(id, notes);
    const says = yes.length > 0 && no.length > 0 ? 'contradictory' : yes.length > 0 ? 'yes' : 'no';
    const level = [...yes, ...no].some((claim) => isDocumented(claim, parts, rules, notes)) ? 'documented' : 'claimed';
    const reasoning = [...yes, ...no].flatMap(({ reasoning: why }) =>
      typeof why === 'string' && why !== '' ? [why.slice(0, 2000)] : [],
    );
    return { question: id, says, level, reasoning, notes };
  });
}

interface AskedQuestion {
  readonly text: string;
  readonly claims: readonly string[];
  readonly counterClaims: readonly string[];
}

interface Parts {
  readonly questions: ReadonlyMap<string, AskedQuestion>;
  readonly claims: ReadonlyMap<string, JsonMembers>;
  readonly evidence: ReadonlyMap<string, JsonMembers>;
  readonly targets: ReadonlyMap<string, JsonMembers>;
}

function partsOf(document: JsonMembers): Parts {
  const declarations = membersOf(document.declarations);
  const standards = listOf(membersOf(document.definitions).standards);
  const asked = new Map(
    standards.flatMap(({ requirements }) => listOf(requirements)).map((one) => [textOf(one['bom-ref']), one]),
  );
  const questions = new Map<string, AskedQuestion>();
  for (const { requirement, claims, counterClaims } of listOf(declarations.attestations).flatMap(({ map }) =>
    listOf(map),
  )) {
    const question = asked.get(textOf(requirement));
    if (question === undefined) continue;
    const id = textOf(question.identifier);
    const before = questions.get(id);
    questions.set(id, {
      text: textOf(question.text),
      claims: [...(before?.claims ?? []), ...textsOf(claims)],
      counterClaims: [...(before?.counterClaims ?? []), ...textsOf(counterClaims)],
    });
  }
  const targets = membersOf(declarations.targets);
  const allTargets = ['organizations', 'components', 'services'].flatMap((kind) => listOf(targets[kind]));
  return {
    questions,
    claims: byRef(listOf(declarations.claims)),
    evidence: byRef(listOf(declarations.evidence)),
    targets: byRef(allTargets),
  };
}

/** Claims that are there, and are about what was asked about. */
function claimsIn(refs: readonly string[], parts: Parts, rules: AnswerRules, notes: string[]): readonly JsonMembers[] {
  return refs.flatMap((ref) => {
    const claim = parts.claims.get(ref);
    if (claim === undefined) {
      notes.push('it refers to a claim that is not there');
      return [];
    }
    const wrong = otherTarget(parts.targets.get(textOf(claim.target)), rules);
    if (wrong === undefined) return [claim];
    notes.push(wrong);
    return [];
  });
}

function otherTarget(target: JsonMembers | undefined, { product }: AnswerRules): string | undefined {
  if (product === undefined) return undefined;
  if (target === undefined) return 'it does not say which product it is about';
  const [name, version] = [textOf(target.name), textOf(target.version)];
  if (name !== product.name) return `it is about ${JSON.stringify(name.slice(0, 200))}`;
  return product.version === undefined || version === product.version
    ? undefined
    : `it is about version ${JSON.stringify(version.slice(0, 200))}`;
}

function isDocumented(claim: JsonMembers, parts: Parts, { now }: AnswerRules, notes: string[]): boolean {
  return textsOf(claim.evidence).some((ref) => {
    const evidence = parts.evidence.get(ref);
    if (evidence === undefined) {
      notes.push('it refers to evidence that is not there');
      return false;
    }
    const expires = Date.parse(textOf(evidence.expires));
    if (!Number.isNaN(expires) && expires <= now.getTime()) {
      notes.push(`evidence of it ended on ${new Date(expires).toISOString().slice(0, 10)}`);
      return false;
    }
    return listOf(evidence.data).length > 0;
  });
}

function unknown(question: string, notes: readonly string[]): ParsedAnswer {
  return { question, says: 'unknown', level: 'unknown', reasoning: [], notes };
}

function byRef(list: readonly JsonMembers[]): ReadonlyMap<string, JsonMembers> {
  return new Map(list.map((one) => [textOf(one['bom-ref']), one]));
}

function membersOf(value: Json | undefined): JsonMembers {
  return isMembers(value) ? value : {};
}

function listOf(value: Json | undefined): readonly JsonMembers[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
