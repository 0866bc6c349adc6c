// Kinds of statements by their type and by their name.
import type { Predicate } from './predicate.ts';
import { predicates } from './predicates.generated.ts';

/** undefined for a type that no file of this folder defines. */
export function findPredicate(type: string): Predicate | undefined {
  return byType.get(type);
}

/** undefined for a kind that no file of this folder defines. */
export function findPredicateOfKind(kind: string): Predicate | undefined {
  return byKind.get(kind);
}

const byType: ReadonlyMap<string, Predicate> = new Map(predicates.map((one) => [one.type, one]));
const byKind: ReadonlyMap<string, Predicate> = new Map(predicates.map((one) => [one.kind, one]));
