// The result of a test run from JUnit XML, as the tools that write it do: suites in suites, and each tool with elements of its own.
import { MemorySource } from '#core/byte-source';
import { AssayError, FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { WorkBudget } from '#core/work-budget';
import { readXml } from '#formats/xml/read-xml';

/** `flaky`: it failed and, run again, passed. */
export type TestState = 'passed' | 'failed' | 'skipped' | 'flaky';

export interface JunitFile {
  /** By class and name; of several runs of one test all of them count. */
  readonly tests: ReadonlyMap<string, TestState>;
  /** What the file says of itself and does not hold, for example more tests than it lists. */
  readonly contradictions: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly declared: number | undefined;
  readonly before: number;
  readonly failures: number;
}

/** @throws {AssayError} DATA_DOCUMENT for bytes that are no JUnit XML */
export async function readJunit(bytes: Uint8Array): Promise<JunitFile> {
  const reader = new JunitReader();
  try {
    await readXml(new MemorySource(bytes), new WorkBudget(bytes.length), reader);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new AssayError('DATA_DOCUMENT', `the test results cannot be read: ${error.message}`, { cause: error });
  }
  if (!reader.isJunit) throw new AssayError('DATA_DOCUMENT', 'the document has no test suites: it is no JUnit XML');
  return { tests: reader.tests, contradictions: reader.contradictions };
}

class JunitReader {
  readonly tests = new Map<string, TestState>();
  readonly contradictions: string[] = [];
  isJunit = false;
  readonly #suites: Suite[] = [];
  #count = 0;
  #failed = 0;
  #test: { readonly id: string; state: TestState } | undefined;
  #depth = 0;

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#depth === 0) this.isJunit = name === 'testsuites' || name === 'testsuite';
    this.#depth++;
    if (name === 'testsuite') this.#suites.push(this.#suiteOf(attributes));
    else if (name === 'testcase') this.#test = { id: idOf(attributes), state: 'passed' };
    else if (this.#test !== undefined) this.#test.state = worse(this.#test.state, elements.get(name));
  }

  close(name: string): void {
    this.#depth--;
    if (name === 'testcase' && this.#test !== undefined) this.#endTest(this.#test);
    if (name === 'testsuite') this.#endSuite(this.#suites.pop());
  }

  #suiteOf(attributes: ReadonlyMap<string, string>): Suite {
    const failures = (numberOf(attributes.get('failures')) ?? 0) + (numberOf(attributes.get('errors')) ?? 0);
    const declared = numberOf(attributes.get('tests'));
    return { name: attributes.get('name') ?? 'a suite', declared, before: this.#count, failures };
  }

  #endTest({ id, state }: { readonly id: string; readonly state: TestState }): void {
    this.#count++;
    if (state === 'failed') this.#failed++;
    if (this.tests.size < limits.testResults.value || this.tests.has(id))
      this.tests.set(id, together(this.tests.get(id), state));
    else this.#say(`there are more than ${limits.testResults.value} tests`);
    this.#test = undefined;
  }

  #endSuite(suite: Suite | undefined): void {
    if (suite === undefined) return;
    const found = this.#count - suite.before;
    // A suite that crashed says how many it was to run.
    if (suite.declared !== undefined && suite.declared > found)
      this.#say(`${suite.name} says that it ran ${suite.declared} tests, and lists ${found}`);
    if (suite.failures > 0 && this.#failed === 0)
      this.#say(`${suite.name} says that ${suite.failures} failed, and lists none`);
  }

  #say(what: string): void {
    if (this.contradictions.length < mostContradictions && !this.contradictions.includes(what))
      this.contradictions.push(what);
  }
}

/** Elements of a test case that say something about it; the last four are written by Maven Surefire for runs that were repeated. */
const elements: ReadonlyMap<string, TestState> = new Map([
  ['failure', 'failed'],
  ['error', 'failed'],
  ['skipped', 'skipped'],
  ['flakyFailure', 'flaky'],
  ['flakyError', 'flaky'],
  ['rerunFailure', 'failed'],
  ['rerunError', 'failed'],
]);

const worstFirst: readonly TestState[] = ['failed', 'flaky', 'skipped', 'passed'];
const mostContradictions = 20;

function worse(one: TestState, other: TestState | undefined): TestState {
  return worstFirst.find((state) => state === one || state === other) ?? one;
}

/** Of two runs of one test: one that failed and one that did not are a flaky test, whichever came first. */
function together(before: TestState | undefined, state: TestState): TestState {
  if (before === undefined || before === state) return state;
  const states = [before, state];
  if (states.includes('flaky') || (states.includes('failed') && states.includes('passed'))) return 'flaky';
  return worse(before, state);
}

function idOf(attributes: ReadonlyMap<string, string>): string {
  const [className, name] = [attributes.get('classname'), attributes.get('name') ?? 'a test without a name'];
  return (className === undefined || className === '' ? name : `${className} > ${name}`).slice(0, 1000);
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
