// `assay import-tests`: what a build server found, as a statement about the code that was tested and the commit that it was.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type TestResult, predicate as testResult } from '#predicates/test-result';
import { demandAttest } from '../access/demand-attest.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { readFile } from '../read-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readJunit, type TestState } from './read-junit.ts';

export interface ImportedTests {
  readonly schema: 'assay.import-tests/1';
  readonly asset: Sha256;
  readonly label: string;
  readonly commit: string;
  readonly result: TestResult['result'];
  readonly counts: NonNullable<TestResult['assay_counts']>;
  /** Why it is no pass, beside tests that failed. */
  readonly notes: readonly string[];
  readonly statement: Sha256;
  readonly logIndex: number;
}

/**
 * @param paths - JUnit XML; what they hold is put together
 * @throws {AssayError} DATA_DOCUMENT, ASSET_UNKNOWN, USAGE for a commit that is none; what recording throws
 */
export async function importTests(
  workspace: Workspace,
  word: string,
  commit: string,
  paths: readonly string[],
): Promise<ImportedTests> {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    throw new AssayError('USAGE', `${JSON.stringify(commit)} is no commit: 40 or 64 hexadecimal digits, in full`);
  const { id: asset, label } = await resolveAsset(await workspace.index(), word);
  await demandAttest(workspace, [{ sha256: asset }]);
  const batch = workspace.store.batch();
  const tests = new Map<string, TestState>();
  const notes: string[] = [];
  const configuration: TestResult['configuration'][number][] = [];
  for (const path of paths) {
    const bytes = readFile(path, limits.textBytes.value);
    const read = await readJunit(bytes);
    for (const [id, state] of read.tests) tests.set(id, stateOf(tests.get(id), state));
    notes.push(...read.contradictions);
    configuration.push({ name: 'junit', digest: { sha256: (await batch.add(bytes)).sha256 } });
  }
  const { body, more } = bodyOf(tests, commit, configuration);
  const result = notes.length > 0 && body.result === 'PASSED' ? 'WARNED' : body.result;
  const drafts = [{ predicate: testResult, subjects: [{ sha256: asset, name: label }], body: { ...body, result } }];
  const [recorded] = await workspace.record(drafts, batch);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError(
      'WORKSPACE_WRITE',
      `the test results could not be recorded: ${recorded?.refusal ?? 'unknown'}`,
    );
  const counts = body.assay_counts ?? { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  return {
    schema: 'assay.import-tests/1',
    ...{ asset, label, commit, result, counts },
    notes: [...notes, ...more],
    statement: recorded.evidence,
    logIndex: recorded.index,
  };
}

/** The same test in two files: what failed in one of them is no pass. */
function stateOf(before: TestState | undefined, state: TestState): TestState {
  if (before === undefined || before === state) return state;
  return before === 'failed' || state === 'failed' || before === 'flaky' || state === 'flaky' ? 'flaky' : 'passed';
}

function bodyOf(
  tests: ReadonlyMap<string, TestState>,
  commit: string,
  configuration: TestResult['configuration'],
): { readonly body: TestResult; readonly more: readonly string[] } {
  const named = (wanted: TestState): readonly string[] =>
    [...tests].filter(([, state]) => state === wanted).map(([id]) => id);
  const [passed, failed, skipped, flaky] = [named('passed'), named('failed'), named('skipped'), named('flaky')];
  const more = [
    ...(tests.size === 0 ? ['no test was run'] : passed.length === 0 && failed.length === 0 ? ['no test passed'] : []),
    ...(flaky.length === 0 ? [] : [`${flaky.length} tests failed and passed when they were run again`]),
  ];
  const result = failed.length > 0 ? 'FAILED' : more.length > 0 ? 'WARNED' : 'PASSED';
  const body: TestResult = {
    result,
    configuration,
    passedTests: passed.slice(0, mostNamed),
    warnedTests: flaky.slice(0, mostNamed),
    failedTests: failed.slice(0, mostNamed),
    assay_commit: commit,
    assay_counts: { passed: passed.length, failed: failed.length, skipped: skipped.length, flaky: flaky.length },
  };
  return { body, more };
}

/** Names in the statement; the blob of the file has all. */
const mostNamed = 500;
