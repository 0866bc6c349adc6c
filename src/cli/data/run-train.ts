// What `assay train` does; loaded when it is called.
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { decisionLines } from '#exports/decision-text';
import { assetAt } from '#flow/assets/asset-at';
import { type DecidedGate, decideGate } from '#flow/gates/decide-gate';
import { recordTraining } from '#flow/train/record-training';
import { type SmallModel, type TrainedModel, trainModel } from '#flow/train/train-model';
import type { Workspace } from '#flow/workspace/workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { findGate } from '../gate/find-gate.ts';
import { ProgressLine } from '../progress-line.ts';
import { release } from '../release.generated.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';
import { assertWritable, writeOutput } from '../write-output.ts';

export interface TrainFlags extends SigningFlags {
  readonly out: string;
  readonly model?: SmallModel;
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly heldOut?: number;
  readonly record?: boolean;
  readonly name?: string;
}

/** @throws {AssayError} USAGE, and what the flows throw */
export async function runTrain(this: AssayContext, flags: TrainFlags, path: string): Promise<void> {
  if (flags.record === true && flags.name === undefined)
    throw new AssayError('USAGE', '--record needs --name: what is the model to be called?');
  assertWritable(flags.out);
  if (flags.record !== true) {
    const trained = await train(this, flags, path);
    report(this, flags, trained);
    return;
  }
  await withWorkspace(this, flags, (workspace) => trainRecorded(this, flags, workspace, path));
}

async function trainRecorded(
  context: AssayContext,
  flags: TrainFlags,
  workspace: Workspace,
  path: string,
): Promise<void> {
  const startedAt = workspace.now();
  const dataset = await assetAt(workspace, path);
  const decided = await decideGate(workspace, await findGate('train-with', workspace), dataset.label, { record: true });
  if (decided.decision === 'deny' || decided.recorded === undefined) {
    refuse(context, flags, decided);
    return;
  }
  const trained = await train(context, flags, path);
  const { label, statements } = await recordTraining(workspace, {
    path: flags.out,
    name: flags.name ?? '',
    dataset,
    trained,
    decision: decided.recorded,
    version: release.version,
    startedAt,
  });
  report(context, flags, trained, { label, decision: decided.recorded, statements });
}

function refuse(context: AssayContext, flags: TrainFlags, decided: DecidedGate): void {
  answer(context, flags.json, decided, decisionLines(decided, textStyleOf(context.process, undefined)));
  const speaksAgainst = decided.because.some(({ outcome }) => outcome === 'fail');
  context.answer = speaksAgainst ? exitCodes.no : exitCodes.couldNotTell;
}

async function train(context: AssayContext, flags: TrainFlags, path: string): Promise<TrainedModel> {
  const progress = new ProgressLine(context.process.stderr);
  const trained = await trainModel(path, {
    model: flags.model ?? 'convolutional-net',
    epochs: flags.epochs ?? 5,
    batch: flags.batch ?? 64,
    seed: flags.seed ?? 1,
    heldOut: flags.heldOut ?? 0.2,
    onProgress: (share) => progress.say(`training ${Math.floor(share * 100)} %`),
  }).finally(() => progress.clear());
  writeOutput(flags.out, trained.bytes);
  return trained;
}

interface OnRecord {
  readonly label: string;
  readonly decision: Sha256;
  readonly statements: readonly Sha256[];
}

function report(context: AssayContext, flags: TrainFlags, trained: TrainedModel, recorded?: OnRecord): void {
  const { classes, record, test, unlabelled, bytes } = trained;
  const document = {
    schema: 'assay.train/1',
    out: flags.out,
    sha256: sha256(bytes),
    classes,
    training: record,
    test,
    unlabelled,
    ...(recorded === undefined ? {} : { recorded }),
  };
  answer(context, flags.json, document, [
    `${flags.out}: ${record.network.kind}, ${record.steps} steps on ${record.rows} rows with ${record.engine.name} ${record.engine.version}`,
    `held out  ${test.correct} of ${test.rows} right (${((100 * test.correct) / test.rows).toFixed(1)} %)`,
    ...(unlabelled === 0 ? [] : [`left out  ${unlabelled} rows without a label`]),
    ...(recorded === undefined
      ? ['record    none: nobody asked a gate whether these data may be trained with']
      : [`record    ${recorded.label}, let through by ${recorded.decision.slice(0, 12)}`]),
  ]);
}
