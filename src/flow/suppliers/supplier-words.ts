// Words that commands offer. The kinds of statements they belong to load a library that help texts need not wait for.
import type { ContractClause } from '#predicates/contract-clause';
import type { Deliverable } from '#predicates/supplier';

/** As in the statement about a supplier. */
export const deliverables: readonly Deliverable[] = [
  'signature',
  'checksums',
  'bom',
  'model-card',
  'licence',
  'security-assessment',
  'provenance',
];

/** As in the statement about a clause. */
export const clauseTopics: readonly ContractClause['topic'][] = [
  'provenance',
  'security',
  'liability',
  'licence',
  'notification',
  'data-handling',
  'other',
];
