// The body of a statement against the schema of its kind.
import { quote } from '#core/quote';
import type { Predicate } from '#predicates/predicate';
import { AttestError } from './attest-error.ts';
import type { Subject } from './statement.ts';

/**
 * @throws {AttestError} ATTEST_PREDICATE with what is wrong and where; ATTEST_SUBJECT when the body names a digest that is no
 *   subject
 */
export function parseBody<Body>(predicate: Predicate<Body>, body: unknown, subjects: readonly Subject[]): Body {
  const result = predicate.schema.safeParse(body);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `at ${quote(path.join('.'))}: ${message}`);
    const message = `the body of a statement of kind ${predicate.kind} is wrong ${problems[0]}`;
    throw new AttestError('ATTEST_PREDICATE', message, { value: predicate.kind, cause: result.error });
  }
  const named = new Set(subjects.map(({ sha256 }) => sha256));
  for (const digest of predicate.subjects?.(result.data) ?? []) {
    if (named.has(digest)) continue;
    const message = `the statement of kind ${predicate.kind} is about ${digest}, which is not its subject`;
    throw new AttestError('ATTEST_SUBJECT', message, { value: digest });
  }
  return result.data;
}
