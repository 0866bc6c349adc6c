// Statements that answer the same question by the same means: in a series a later one takes the place of an earlier one. What two
// scanners or two suites say stands side by side, so the one that says yes does not hide the one that says no.
import { predicate as evaluation } from '#predicates/evaluation';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { predicate as scanStatic } from '#predicates/scan-static';
import { predicate as svr } from '#predicates/svr';
import { predicate as testResult } from '#predicates/test-result';
import { predicate as verificationSummary } from '#predicates/verification-summary';
import { predicate as vulns } from '#predicates/vulns';
import { bodyOf } from './body-of.ts';
import type { Stated } from './evidence.ts';

/** In log order, the newest last. */
export type Series = readonly Stated[];

export function seriesOf(statements: readonly Stated[]): readonly Series[] {
  return [...Map.groupBy(statements, (statement) => JSON.stringify(meansOf(statement))).values()];
}

/** What makes the means: the tool and not its version, the suite and not its state. Other kinds are one series. */
function meansOf(statement: Stated): unknown {
  const test = bodyOf(statement, evaluation);
  if (test !== undefined) return [test.tool.name, test.suiteName, test.kind, test.category];
  const search = bodyOf(statement, poisonScan);
  if (search !== undefined) return [search.method, search.categories.toSorted()];
  return (
    bodyOf(statement, scanStatic)?.tool.name ??
    bodyOf(statement, vulns)?.scanner.uri.replace(/@[^@/]*$/, '') ??
    bodyOf(statement, svr)?.verifier.id ??
    bodyOf(statement, verificationSummary)?.verifier.id ??
    bodyOf(statement, testResult)?.configuration.map(({ name, uri }) => name ?? uri)
  );
}
