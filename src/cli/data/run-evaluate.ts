// What `assay evaluate` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { type EvaluatedModel, evaluateModel } from '#flow/train/evaluate-model';
import { type RecordedEvaluation, recordEvaluation } from '#flow/train/record-evaluation';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { release } from '../release.generated.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface EvaluateFlags extends SigningFlags {
  readonly on: string;
  readonly seed?: number;
  readonly atLeast?: number;
  readonly record?: boolean;
}

/** @throws {AssayError} what the flows throw */
export async function runEvaluate(this: AssayContext, flags: EvaluateFlags, path: string): Promise<void> {
  const progress = new ProgressLine(this.process.stderr);
  const evaluated = await evaluateModel(path, flags.on, {
    seed: flags.seed ?? 1,
    ...(flags.atLeast === undefined ? {} : { atLeast: flags.atLeast }),
    onProgress: (share) => progress.say(`searching for triggers ${Math.floor(share * 100)} %`),
  }).finally(() => progress.clear());
  const recorded = flags.record
    ? await withWorkspace(this, flags, (workspace) => recordEvaluation(workspace, evaluated, release.version))
    : undefined;
  answer(
    this,
    flags.json,
    { ...evaluated, ...(recorded === undefined ? {} : { recorded }) },
    linesOf(evaluated, recorded),
  );
  this.answer = answerOf(evaluated);
}

/** Of what was asked: how much is right only where somebody said what is enough. */
function answerOf({ backdoor, performance, atLeast }: EvaluatedModel): number {
  const outcomes = [backdoor, ...(atLeast === undefined ? [] : [performance])];
  if (outcomes.includes('fail')) return exitCodes.no;
  return outcomes.every((outcome) => outcome === 'pass') ? exitCodes.yes : exitCodes.couldNotTell;
}

function linesOf(
  { model, on, rows, correct, tests, backdoor, notCovered }: EvaluatedModel,
  recorded: RecordedEvaluation | undefined,
): readonly string[] {
  const width = Math.max(...tests.map(({ detector }) => detector.length));
  return [
    `${escapeInvisible(model)} on ${escapeInvisible(on)}: ${correct} of ${rows} right (${((100 * correct) / rows).toFixed(1)} %)`,
    ...tests.map(
      ({ detector, outcome, why }) =>
        `  ${detector.padEnd(width)}  ${outcome}${why === undefined ? '' : `: ${escapeInvisible(why)}`}`,
    ),
    `backdoor    ${backdoor}`,
    ...notCovered.map((one) => `not covered ${one}`),
    ...(recorded?.statements ?? []).map(({ kind, statement }) => `recorded    ${kind} as ${statement.slice(0, 12)}`),
  ];
}
