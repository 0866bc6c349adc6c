// What a gate has to be shown beside the statements about the asset itself.
import type { Gate } from './gate.ts';

export interface WantedEvidence {
  /** Relations to direct parents. */
  readonly parents: readonly string[];
  /** Relations that are followed all the way. */
  readonly ancestors: readonly string[];
  readonly parts: boolean;
}

export function wantedBy({ requires }: Gate): WantedEvidence {
  const relationsOf = (subject: 'parents' | 'ancestors') => [
    ...new Set(requires.flatMap((one) => (one.subject === subject ? (one.relations ?? []) : []))),
  ];
  return {
    parents: relationsOf('parents'),
    ancestors: relationsOf('ancestors'),
    parts: requires.some(({ subject }) => subject === 'parts'),
  };
}
