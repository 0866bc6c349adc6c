// Everything that can be said about one document by itself. Pure; linear in its length.
import { findTokens } from '#checks/code/secrets/find-tokens';
import { privateKeys } from '#checks/code/secrets/private-keys';
import type { DocumentFinding } from './document-finding.ts';
import { findControlCharacters, findHiddenText, findMixedScripts } from './find-hidden-text.ts';
import { findInstructions } from './find-instructions.ts';

/** What a document that a model will read holds against its reader. */
export function inspectDocument(text: string): readonly DocumentFinding[] {
  return [
    ...findInstructions(text),
    ...findHiddenText(text),
    ...findMixedScripts(text),
    ...findControlCharacters(text),
    ...findSecrets(text),
  ];
}

function findSecrets(text: string): readonly DocumentFinding[] {
  const keys = privateKeys(text).map(({ title, index }) => ({
    text: title,
    span: [index, index + title.length + 16] as const,
  }));
  const tokens = findTokens(text, mostSecrets).map(({ kind, masked, index, length }) => ({
    text: `${kind.title} ${masked}`,
    span: [index, index + length] as const,
  }));
  return [...keys, ...tokens].slice(0, mostSecrets).map((found) => ({ detector: 'secret', score: 0.65, ...found }));
}

const mostSecrets = 20;
