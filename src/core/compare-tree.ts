// What was recorded of an asset beside what is on the disk, entry by entry.
import { compareCodePoints } from './code-point-order.ts';
import type { ErrorCode, FileError } from './errors.ts';
import type { Entry, Manifest } from './manifest.ts';
import type { EntryState } from './model-verification.ts';
import { differencesOf, type EntryDifference, type EntryPair, findMoves, pairEntries } from './pair-entries.ts';

/** As in the verification of a signature; a recorded asset leaves nothing out, so nothing is ignored. */
export type TreeState = Exclude<EntryState, 'ignored'>;

export interface ComparedEntry {
  readonly path: string;
  readonly state: TreeState;
  /** Of an entry that is `changed`; absent where what stands there cannot be an entry. */
  readonly differences?: readonly EntryDifference[];
  readonly recorded?: Entry;
  readonly found?: Entry;
  /** Of a file that is `missing`: a file with its content was added here. */
  readonly movedTo?: string;
  /** Of a file that was `added`: a file with its content is missing there. */
  readonly movedFrom?: string;
  /** Why it is in this state, where the state alone does not tell. */
  readonly reason?: string;
}

export interface TreeComparison {
  /** By code points of the path. */
  readonly entries: readonly ComparedEntry[];
  readonly summary: Readonly<Record<TreeState, number>>;
}

/** What was found on the disk: entries, and what could not become one, with its path in `fields.path`. */
export interface FoundTree {
  readonly entries: readonly Entry[];
  readonly problems: readonly FileError[];
}

/** One entry per path that is recorded or found. The disk is the recorded asset when all of them match. */
export function compareTree(recorded: Manifest, { entries, problems }: FoundTree): TreeComparison {
  const pairs = pairEntries(recorded.entries, entries);
  const failed = new Map(problems.map((problem) => [problem.fields.path ?? '', problem]));
  const to = findMoves(pairs.filter(({ path }) => problemAt(path, failed) === undefined));
  const from = new Map([...to].map(([old, now]) => [now, old]));
  const compared = pairs.map((pair) =>
    compare(pair, problemAt(pair.path, failed), to.get(pair.path), from.get(pair.path)),
  );
  const known = new Set(pairs.map(({ path }) => path));
  for (const [path, { code, message }] of failed) {
    if (!known.has(path)) compared.push({ path, state: stateOfProblem(code, 'added'), reason: message });
  }
  compared.sort((a, b) => compareCodePoints(a.path, b.path));
  const summary = { match: 0, changed: 0, missing: 0, added: 0, unreadable: 0 };
  for (const { state } of compared) summary[state] += 1;
  return { entries: compared, summary };
}

/** A link or a pipe is something else than what was recorded; what cannot be read may be that. */
export function stateOfProblem<T extends EntryState>(code: ErrorCode, otherwise: T): T | 'unreadable' {
  return somethingElse.has(code) ? otherwise : 'unreadable';
}

/** Of the path itself, or of a folder above it that nobody could look into. */
function problemAt(path: string, failed: ReadonlyMap<string, FileError>): FileError | undefined {
  if (failed.size === 0) return undefined;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const problem = failed.get(path.slice(0, end));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function compare(
  { path, before, after }: EntryPair,
  problem: FileError | undefined,
  movedTo: string | undefined,
  movedFrom: string | undefined,
): ComparedEntry {
  const sides = {
    ...(before === undefined ? {} : { recorded: before }),
    ...(after === undefined ? {} : { found: after }),
  };
  if (before === undefined)
    return { path, state: 'added', ...sides, ...(movedFrom === undefined ? {} : { movedFrom }) };
  if (after !== undefined) {
    const differences = differencesOf(before, after);
    return differences.length === 0
      ? { path, state: 'match', ...sides }
      : { path, state: 'changed', differences, ...sides };
  }
  if (problem === undefined) return { path, state: 'missing', ...sides, ...(movedTo === undefined ? {} : { movedTo }) };
  const otherwise = problem.fields.path === path ? 'changed' : 'missing';
  return { path, state: stateOfProblem(problem.code, otherwise), ...sides, reason: problem.message };
}

const somethingElse: ReadonlySet<ErrorCode> = new Set(['FILE_LINK', 'FILE_KIND', 'FILE_NAME', 'ASSET_NESTED']);
