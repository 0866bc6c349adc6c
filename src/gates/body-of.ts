// The body of a statement of a kind; undefined for one of another kind.
import type { Unbranded } from '#attest/verified';
import type { Predicate } from '#predicates/predicate';
import type { Stated } from './evidence.ts';

export function bodyOf<Body>(statement: Stated, predicate: Predicate<Body>): Body | undefined {
  return isOfKind(statement, predicate) ? statement.body : undefined;
}

/** Narrows by the type: the body was held against its schema when the statement was verified, or made up. */
function isOfKind<Body>(statement: Stated, { type }: Predicate<Body>): statement is Unbranded<Body> {
  return statement.predicateType === type;
}
