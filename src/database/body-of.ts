// The typed body of a statement of one kind.
import { isOfKind, type Verified } from '#attest/verified';
import type { Predicate } from '#predicates/predicate';

/** undefined where there is no statement, or one of another kind. */
export function bodyOf<T>(statement: Verified | undefined, predicate: Predicate<T>): T | undefined {
  return statement !== undefined && isOfKind(statement, predicate) ? statement.body : undefined;
}
