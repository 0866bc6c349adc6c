// What `assay access prove` and `assay access diff` do; loaded when one is called.
import { existsSync, readFileSync } from 'node:fs';
import { AssayError } from '#core/errors';
import { compareAccess } from '#flow/access/compare-access';
import { isInWorkspace } from '#flow/access/policy-source';
import { type Invariant, parseInvariantText, proveAccess, shippedInvariants } from '#flow/access/prove-access';
import type { Workspace } from '#flow/workspace/workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { reasonOf } from '../reason-of.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';
import { comparisonLines, proofLines } from './proof-lines.ts';
import { readPolicySource } from './read-policy-source.ts';

export interface ProveFlags extends SigningFlags {
  readonly policies?: string;
  readonly check?: number;
  readonly seed?: number;
  readonly list?: boolean;
}

/** @throws {AssayError} USAGE, and what the flow throws */
export async function runProve(this: AssayContext, flags: ProveFlags, ...words: readonly string[]): Promise<void> {
  if (flags.list === true) return listInvariants(this, flags.json);
  const invariants = words.length === 0 ? shippedInvariants : await Promise.all(words.map(findInvariant));
  const source = readPolicySource(flags.policies ?? 'in-force');
  const line = new ProgressLine(this.process.stderr);
  const progress = (done: number, all: number): void => line.say(`${done}/${all} invariants`);
  const { check: requests = 0, seed = 1 } = flags;
  const proof = await inWorkspace(this, flags, (workspace) =>
    proveAccess(workspace, { source, invariants, requests, seed, progress }),
  ).finally(() => line.clear());
  answer(this, flags.json, proof, proofLines(proof, textStyleOf(this.process, undefined)));
  const answers = proof.results.map((one) => one.answer);
  if ((proof.translation?.disagreements ?? 0) > 0) this.answer = exitCodes.couldNotTell;
  else if (answers.includes('refuted')) this.answer = exitCodes.no;
  else if (answers.includes('could-not-tell')) this.answer = exitCodes.couldNotTell;
}

/** @throws {AssayError} USAGE, and what the flow throws */
export async function runAccessDiff(this: AssayContext, flags: SigningFlags, old: string, now: string): Promise<void> {
  const [before, after] = [readPolicySource(old), readPolicySource(now)];
  const line = new ProgressLine(this.process.stderr);
  const progress = (found: number): void => line.say(`${found} differences`);
  const found = await inWorkspace(this, flags, (workspace) =>
    compareAccess(workspace, before, after, progress),
  ).finally(() => line.clear());
  answer(this, flags.json, found, comparisonLines(found, textStyleOf(this.process, undefined)));
  if (found.answer === 'different') this.answer = exitCodes.no;
  if (found.answer === 'could-not-tell') this.answer = exitCodes.couldNotTell;
}

function listInvariants(context: AssayContext, json: boolean | undefined): void {
  const lines = shippedInvariants.map(({ name, sentence }) => `${name.padEnd(24)} ${sentence}`);
  answer(context, json, { schema: 'assay.invariants/1', invariants: shippedInvariants }, lines);
}

/** @throws {AssayError} USAGE, ACCESS_INVARIANT */
async function findInvariant(word: string): Promise<Invariant> {
  const shipped = shippedInvariants.find(({ name }) => name === word);
  if (shipped !== undefined) return shipped;
  if (!existsSync(word)) {
    const names = shippedInvariants.map(({ name }) => name).join(', ');
    throw new AssayError('USAGE', `there is no invariant ${word}; known are ${names}, or name a file`);
  }
  let text: string;
  try {
    text = readFileSync(word, 'utf8');
  } catch (error) {
    throw new AssayError('USAGE', `the invariant ${word} cannot be read: ${reasonOf(error)}`);
  }
  return parseInvariantText(text);
}

/** Where there is no workspace, the question is about what comes with Assay. */
async function inWorkspace<T>(
  context: AssayContext,
  flags: SigningFlags,
  act: (workspace: Workspace | undefined) => Promise<T>,
): Promise<T> {
  const isHere = flags.workspace !== undefined || isInWorkspace('.');
  return isHere ? withWorkspace(context, flags, act) : act(undefined);
}
