// Secrets that were left in a file: private keys and tokens that open an account, in text and in the metadata of models.
import type { Check, Observation } from '#checks/check';
import type { Place } from '#core/place';
import { quote } from '#core/quote';
import { lineAt } from '#formats/text/text-encoding';
import type { ArchiveView } from '#formats/views/archive';
import type { GraphView } from '#formats/views/graph';
import type { TensorsView } from '#formats/views/tensors';
import type { TextView } from '#formats/views/text';
import { findTokens } from './secrets/find-tokens.ts';
import { privateKeys } from './secrets/private-keys.ts';

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
  return findTokens(text, maxPerFile).map(({ kind, masked, index, verified }) => ({
    severity: kind.severity,
    message: `${kind.title} ${quote(masked)}${verified ? ', its checksum is right' : ''}`,
    where: placeOf(index),
  }));
}

const maxPerFile = 20;
const longestName = 1000;
