// Every statement about the licence of a delivery beside the others: what is contradicted is a conflict, whoever may be right.
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { ClaimStrength, IntakeItem } from '#predicates/intake';
import { type Delivery, readSmall } from '../delivery.ts';
import { licenceNamed, licenceOfText } from './known-licences.ts';
import { parseExpression } from './parse-expression.ts';
import { type ModelCard, textsOf } from './read-card.ts';
import { spdxIds } from './spdx-ids.ts';

interface Said {
  readonly source: string;
  readonly strength: ClaimStrength;
  /** As it is written there. */
  readonly words: string;
  /** Ids, or undefined for what is not known. */
  readonly ids: readonly string[] | undefined;
}

export interface JudgedLicence {
  readonly items: readonly IntakeItem[];
  /** What the asset is recorded with; absent where nobody said anything, or they contradict each other. */
  readonly licence?: string;
}

/** @param declared - by whoever takes it in @param purpose - what it is for, beside which restrictions are shown */
export function judgeLicence(
  delivery: Delivery,
  card: ModelCard | undefined,
  declared: string | undefined,
  purpose: string | undefined,
): JudgedLicence {
  const said = [...declaredIn(declared), ...cardLicences(card), ...textsIn(delivery)];
  if (said.length === 0) {
    return { items: [item('absent', 'inconclusive', 'nobody says under which licence it comes')] };
  }
  const unknown = said.filter(({ ids }) => ids === undefined);
  const known = said.filter(({ ids }) => ids !== undefined);
  const sets = new Set(known.map(({ ids }) => [...(ids ?? [])].sort().join(' ')));
  const isConflict = sets.size > 1 && !known.every((one) => known.every((other) => agree(one, other)));
  const items = [
    ...known.map((one) =>
      claimItem(
        one,
        isConflict ? 'conflict' : 'agreed',
        isConflict ? 'fail' : 'pass',
        isConflict ? others(one, known) : 'nothing says otherwise',
      ),
    ),
    ...unknown.map((one) =>
      claimItem(one, 'unknown', 'inconclusive', 'it is no SPDX expression and no licence that is known here'),
    ),
    ...restrictions(said, purpose),
  ];
  const [first] = known;
  return { items, ...(isConflict || first === undefined ? {} : { licence: first.words }) };
}

function declaredIn(declared: string | undefined): readonly Said[] {
  return declared === undefined
    ? []
    : [{ source: '--licence', strength: 'given', words: declared, ids: idsOf(declared) }];
}

function cardLicences(card: ModelCard | undefined): readonly Said[] {
  if (card === undefined) return [];
  const words = textsOf(card, 'license');
  const names = words[0] === 'other' ? textsOf(card, 'license_name') : words;
  return names.map((word) => ({ source: card.path, strength: 'same-place', words: word, ids: idsOf(word) }));
}

function textsIn(delivery: Delivery): readonly Said[] {
  return delivery.files.flatMap((file): readonly Said[] => {
    if (!/(?:^|\/)(?:licen[cs]e|copying|notice\.licen[cs]e)(?:[-.][\w.-]+)?$/i.test(file.path)) return [];
    const bytes = readSmall(file, limits.claimBytes.value);
    const text = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
    const found = licenceOfText(text);
    const words = found?.id ?? quote(text.trim().split('\n')[0] ?? '');
    return [{ source: file.path, strength: 'same-place', words, ids: found === undefined ? undefined : [found.id] }];
  });
}

/** Known words are ids of their own; anything else has to be an expression over known ids. */
function idsOf(words: string): readonly string[] | undefined {
  const whole = licenceNamed(words);
  if (whole !== undefined) return [whole.id];
  const expression = parseExpression(words);
  if (expression === undefined) return undefined;
  const ids = expression.ids.map(
    (id) => nameOf(id.replace(/\+$/, '')) ?? (/^(?:LicenseRef|DocumentRef)-/.test(id) ? id : undefined),
  );
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

/** A licence whose terms are known here, or any other of SPDX's list. */
function nameOf(id: string): string | undefined {
  return licenceNamed(id)?.id ?? spdxIds.get(id.toLowerCase());
}

/** A text of one of several licences that an expression names does not contradict it. */
function agree(one: Said, other: Said): boolean {
  const [a, b] = [one.ids ?? [], other.ids ?? []];
  return a.every((id) => b.includes(id)) || b.every((id) => a.includes(id));
}

function others(one: Said, all: readonly Said[]): string {
  const different = all
    .filter((other) => !agree(one, other))
    .map(({ source, words }) => `${source} says ${quote(words)}`);
  return different.length === 0 ? 'others contradict each other' : different.join('; ').slice(0, 800);
}

function restrictions(said: readonly Said[], purpose: string | undefined): readonly IntakeItem[] {
  const found = new Map(said.flatMap(({ ids = [] }) => ids).map((id) => [id, licenceNamed(id)?.restriction]));
  return [...found].flatMap(([id, restriction]) => {
    if (restriction === undefined) return [];
    const what = purpose === undefined ? 'no purpose was named' : `the purpose is ${quote(purpose)}`;
    return [item('restricted', 'inconclusive', `${id}: ${restriction}; ${what}, and somebody has to compare the two`)];
  });
}

function claimItem(
  { source, strength, words }: Said,
  state: string,
  outcome: IntakeItem['outcome'],
  observed: string,
): IntakeItem {
  return {
    topic: 'licence',
    state,
    outcome,
    claim: { says: words.slice(0, 400) || 'nothing', source, strength },
    observed,
  };
}

function item(state: string, outcome: IntakeItem['outcome'], observed: string): IntakeItem {
  return { topic: 'licence', state, outcome, observed };
}
