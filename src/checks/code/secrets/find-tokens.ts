// Access tokens in a text, each once.
import { entropy, isPlaceholder } from './placeholder.ts';
import { type TokenKind, tokenKinds, tokenPrefix } from './token-kinds.ts';

export interface FoundToken {
  readonly kind: TokenKind;
  /** Enough to find it, too little to use it. */
  readonly masked: string;
  readonly index: number;
  readonly length: number;
  /** Its checksum is right. */
  readonly verified: boolean;
}

/** The first `most` different tokens of a text. Linear. */
export function findTokens(text: string, most: number): readonly FoundToken[] {
  const seen = new Set<string>();
  const judged = new Map<string, Judged>();
  const found: FoundToken[] = [];
  for (const match of text.matchAll(tokenPrefix)) {
    const token = tokenAt(text, match.index, judged);
    if (token === undefined || seen.has(token.text)) continue;
    seen.add(token.text);
    const { kind, verified } = token;
    found.push({ kind, verified, masked: masked(token.text), index: match.index, length: token.text.length });
    if (found.length >= most) break;
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

const mostRemembered = 4096;
