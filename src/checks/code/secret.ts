// Secrets that were left in a file: private keys and tokens that open an account.
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { lineAt } from '#formats/text/text-encoding';
import type { TextView } from '#formats/views/text';
import { entropy, isPlaceholder } from './secrets/placeholder.ts';
import { privateKeys } from './secrets/private-keys.ts';
import { type TokenKind, tokenKinds, tokenPrefix } from './secrets/token-kinds.ts';

export const check: Check<'text'> = {
  id: 'secret',
  title: 'Does the file hold a private key or an access token?',
  why: 'Whoever receives the file can act as the person or service that the key belongs to.',
  remedy: 'Revoke the key with its issuer, then remove it from the file and from its history.',
  references: ['CWE-798'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-04', 'OWASP-DEVSECURITY-05', 'X-NEW-01'],
  views: ['text'],
  check(view: TextView): readonly Observation[] {
    if (view.format !== 'text') return [];
    return [...keyObservations(view.text), ...tokenObservations(view.text)];
  },
};

function keyObservations(text: string): readonly Observation[] {
  return privateKeys(text)
    .slice(0, maxPerFile)
    .map((key) => ({
      severity: 'medium',
      message: `a private key stands in the file (${key.title})`,
      where: { line: lineAt(text, key.index) },
    }));
}

function tokenObservations(text: string): readonly Observation[] {
  const seen = new Set<string>();
  const found: Observation[] = [];
  for (const match of text.matchAll(tokenPrefix)) {
    const token = tokenAt(text, match.index);
    if (token === undefined || seen.has(token.text)) continue;
    seen.add(token.text);
    found.push({
      severity: token.kind.severity,
      message: `${token.kind.title} ${quote(masked(token.text))}${token.verified ? ', its checksum is right' : ''}`,
      where: { line: lineAt(text, match.index) },
    });
    if (found.length >= maxPerFile) break;
  }
  return found;
}

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly verified: boolean;
}

function tokenAt(text: string, index: number): Token | undefined {
  if (index > 0 && /[A-Za-z0-9_]/.test(text[index - 1] ?? '')) return undefined;
  for (const kind of tokenKinds) {
    kind.shape.lastIndex = index;
    const token = kind.shape.exec(text)?.[0];
    if (token === undefined) continue;
    const verified = kind.checksum?.(token) ?? false;
    if (verified || isRandom(token, kind)) return { kind, text: token, verified };
  }
  return undefined;
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
