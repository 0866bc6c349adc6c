// Signs and logs a statement that somebody wrote, after holding it against the schema of its kind.
import { attest } from '#attest/attest';
import { AttestError } from '#attest/attest-error';
import { parseStrict, plainJson } from '#attest/canonical-value';
import type { Subject } from '#attest/statement';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { findPredicateOfKind } from '#predicates/find-predicate';
import type { Predicate } from '#predicates/predicate';
import { predicates } from '#predicates/predicates.generated';
import { demandAttest } from '../access/demand-attest.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findNewSubject } from './find-subject.ts';
import { ownerOfKind } from './kind-owners.ts';

export interface AttestReport {
  readonly schema: 'assay.attest/1';
  readonly kind: string;
  /** What it is about. */
  readonly subjects: readonly Subject[];
  /** Evidence id. */
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
  /** false: the very same statement counts already, and nothing was added. */
  readonly recorded: boolean;
}

/**
 * @param word - an asset, a statement, or a digest in full; undefined for a kind whose body says what it is about
 * @param json - the body
 * @throws {AssayError} USAGE for a kind that is none or that a command of its own makes; {AttestError} ATTEST_PREDICATE with all
 *   that is wrong, ATTEST_SUBJECT, ATTEST_MALFORMED; what finding and recording throw
 */
export async function attestSubject(
  workspace: Workspace,
  word: string | undefined,
  kind: string,
  json: Uint8Array,
): Promise<AttestReport> {
  const predicate = predicateOf(kind);
  const body = bodyOf(predicate, json);
  const subjects = await subjectsOf(workspace, word, predicate, body);
  const facts = { schema: 'assay.attest/1', kind, subjects } as const;
  const stated = await findStated(workspace, predicate, subjects, body);
  if (stated !== undefined) return { ...facts, ...stated, recorded: false };
  await demandAttest(workspace, subjects);
  const [recorded] = await workspace.record([{ predicate, subjects, body }]);
  if (recorded === undefined) throw new RangeError('one statement gives one entry');
  const { evidence, index, at, refusal } = recorded;
  if (refusal !== undefined) {
    throw new AttestError('ATTEST_UNTRUSTED', `entry ${index} was logged and does not count: ${refusal}`);
  }
  return { ...facts, statement: evidence, logIndex: index, at, recorded: true };
}

/**
 * The same statement signed by the same key has the same bytes, and those count once: else whoever may write to the log could
 * bring back what has expired.
 */
async function findStated(
  workspace: Workspace,
  predicate: Predicate,
  subjects: readonly Subject[],
  body: unknown,
): Promise<Pick<AttestReport, 'statement' | 'logIndex' | 'at'> | undefined> {
  const { sha256 } = await attest(predicate, subjects, body, [await workspace.signer()]);
  const { tables } = await workspace.index();
  const row = await tables
    .selectFrom('entry')
    .select(['log_index', 'at', 'expires_at'])
    .where('envelope', '=', sha256)
    .where('standing', '=', 'verified')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { log_index: logIndex, expires_at: expires } = row;
  if (expires === null || expires > workspace.now().getTime()) {
    return { statement: sha256, logIndex, at: new Date(row.at).toISOString() };
  }
  const message = `entry ${logIndex} states the same and has expired; state what is new, for example what was looked at since`;
  throw new AttestError('ATTEST_PREDICATE', message, { value: logIndex });
}

/** What the command line names has to be among what the body names, where it names something. */
async function subjectsOf(
  workspace: Workspace,
  word: string | undefined,
  predicate: Predicate,
  body: unknown,
): Promise<readonly Subject[]> {
  const named = predicate.subjects?.(body) ?? [];
  if (word === undefined) {
    if (named.length > 0) return [...new Set(named)].map((sha256) => ({ sha256 }));
    throw new AssayError('USAGE', `Say what the statement is about: ${predicate.subject}.`);
  }
  const { sha256, label } = await findNewSubject(await workspace.index(), word);
  if (named.length > 0 && !named.includes(sha256)) {
    const message = `the body of a statement of kind ${predicate.kind} names ${named.join(', ')}, and not ${label} (${sha256})`;
    throw new AttestError('ATTEST_SUBJECT', message, { value: sha256 });
  }
  const others = [...new Set(named)].filter((digest) => digest !== sha256);
  return [{ name: label, sha256 }, ...others.map((digest) => ({ sha256: digest }))];
}

function predicateOf(kind: string): Predicate {
  const predicate = findPredicateOfKind(kind);
  const owner = ownerOfKind(kind);
  if (owner !== undefined) {
    throw new AssayError(
      'USAGE',
      `Statements of kind ${kind} are made by ${owner}, which sees to it that they are true.`,
    );
  }
  if (predicate !== undefined) return predicate;
  const near = predicates.map((one) => one.kind).filter((known) => known.includes(kind) || kind.includes(known));
  const hint = near.length > 0 ? `did you mean ${near.slice(0, 5).join(', ')}?` : 'assay explain lists all.';
  throw new AssayError('USAGE', `There is no kind of statement ${quote(kind)}; ${hint}`);
}

function bodyOf(predicate: Predicate, json: Uint8Array): unknown {
  const value = plainJson(parseStrict(json, 'the statement'));
  const result = predicate.schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${pathText(path)}: ${message}`);
  const what = `the body of a statement of kind ${predicate.kind} is wrong; assay explain ${predicate.kind} shows its fields`;
  throw new AttestError('ATTEST_PREDICATE', [what, ...problems].join('\n'), { value: predicate.kind });
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${quote(String(step)).slice(1, -1)}`));
  return text.join('').replace(/^[.]/, '') || '(the whole)';
}
