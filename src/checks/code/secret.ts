// Secrets that were left in a file: private keys and tokens that open an account, in text and in the metadata of models.
import type { Check, Observation } from '#checks/check';
import type { Place } from '#core/place';
import { quote } from '#core/quote';
import { lineAt } from '#formats/text/text-encoding';
import type { ArchiveView } from '#formats/views/archive';
import type { GraphView } from '#formats/views/graph';
import type { TensorsView } from '#formats/views/tensors';
import type { TextView } from '#formats/views/text';
import { entropy, isPlaceholder } from './secrets/placeholder.ts';
import { privateKeys } from './secrets/private-keys.ts';
import { type TokenKind, tokenKinds, tokenPrefix } from './secrets/token-kinds.ts';

export const check: Check<'text' | 'tensors' | 'graph' | 'archive'> = {
  id: 'secret',
  title: 'Does the file hold a private key or an access token?',
  why: 'Whoever receives the file can act as the person or service that the key belongs to.',
  remedy: 'Revoke the key with its issuer, then remove it from the file and from its history.',
  references: ['CWE-798'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-04', 'OWASP-DEVSECURITY-05', 'X-NEW-01'],
  views: ['text', 'tensors', 'graph', 'archive'],
  check(view: TextView | TensorsView | GraphView | ArchiveView): readonly Observation[] {
    if (view.kind === 'archive') return secretsIn(memberNames(view), () => ({ element: 'name of a member' }));
    if (view.kind === 'text') {
      const { text } = view;
      return view.format === 'text' ? secretsIn(text, (index) => ({ line: lineAt(text, index) })) : [];
    }
    // A value says more behind its key: some tokens are told by nothing else.
    return view.metadata
      .flatMap(({ key, value }) => secretsIn(`${key}=${value}`, () => ({ element: `metadata ${quote(key)}` })))
      .slice(0, maxPerFile);
  },
};

/** @param placeOf - where the character at an index of `text` stands */
function secretsIn(text: string, placeOf: (index: number) => Place): readonly Observation[] {
  return [...keyObservations(text, placeOf), ...tokenObservations(text, placeOf)];
}

function memberNames({ parts }: ArchiveView): string {
  return parts.map(({ name }) => name.slice(0, longestName)).join('\n');
}

function keyObservations(text: string, placeOf: (index: number) => Place): readonly Observation[] {
  return privateKeys(text)
    .slice(0, maxPerFile)
    .map((key) => ({
      severity: 'medium',
      message: `a private key stands in the file (${key.title})`,
      where: placeOf(key.index),
    }));
}

function tokenObservations(text: string, placeOf: (index: number) => Place): readonly Observation[] {
  const seen = new Set<string>();
  const judged = new Map<string, Judged>();
  const found: Observation[] = [];
  for (const match of text.matchAll(tokenPrefix)) {
    const token = tokenAt(text, match.index, judged);
    if (token === undefined || seen.has(token.text)) continue;
    seen.add(token.text);
    found.push({
      severity: token.kind.severity,
      message: `${token.kind.title} ${quote(masked(token.text))}${token.verified ? ', its checksum is right' : ''}`,
      where: placeOf(match.index),
    });
    if (found.length >= maxPerFile) break;
  }
  return found;
}

/** Kinds by the letter that their tokens begin with: a file may be nothing but beginnings. */
const kindsByFirst: ReadonlyMap<string, readonly TokenKind[]> = new Map(
  [...new Set(tokenKinds.flatMap(({ first }) => [...first]))].map((letter) => [
    letter,
    tokenKinds.filter(({ first }) => first.includes(letter)),
  ]),
);

type Judged = 'no' | 'random' | 'verified';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly verified: boolean;
}

function tokenAt(text: string, index: number, judged: Map<string, Judged>): Token | undefined {
  if (index > 0 && /[A-Za-z0-9_]/.test(text[index - 1] ?? '')) return undefined;
  for (const kind of kindsByFirst.get(text[index] ?? '') ?? []) {
    kind.shape.lastIndex = index;
    const token = kind.shape.exec(text)?.[0];
    if (token === undefined) continue;
    const known = judged.get(token) ?? judge(token, kind);
    // One token may stand in a file a million times.
    if (judged.size < mostRemembered) judged.set(token, known);
    if (known !== 'no') return { kind, text: token, verified: known === 'verified' };
  }
  return undefined;
}

/** Shapes differ in length and letters, so that a text is of one kind. */
function judge(token: string, kind: TokenKind): Judged {
  if (kind.checksum?.(token) ?? false) return 'verified';
  return isRandom(token, kind) ? 'random' : 'no';
}

function isRandom(token: string, kind: TokenKind): boolean {
  const value = token.slice(Math.max(token.lastIndexOf('='), token.lastIndexOf(':')) + 1) || token;
  const random = value.replace(/^[^_-]{1,6}[_-]/, '');
  return !isPlaceholder(random) && entropy(random) >= kind.minEntropy;
}

/** Enough to find it, too little to use it. */
function masked(token: string): string {
  return `${token.slice(0, 8)}…(${token.length} characters)`;
}

const maxPerFile = 20;
const mostRemembered = 4096;
const longestName = 1000;
