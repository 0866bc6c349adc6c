// A training as a message: what a worker thread is asked, what it answers, and how it does it.
import { type ErrorCode, NumericError } from '#core/errors';
import type { Engine } from '#numeric/engine/engine';
import type { NetworkSpec } from '#numeric/models/network';
import { networkOf } from '#numeric/models/network-of';
import { examplesInMemory } from '#numeric/training/examples';
import { OpenNetwork, type Outputs } from '#numeric/training/open-network';
import { type TrainedNetwork, trainClassifier } from '#numeric/training/train-classifier';
import type { TrainingOptions } from '#numeric/training/training-options';
import { type EngineOptions, openEngine } from '../engines/open-engine.ts';

/** What all trainings of one call have in common; sent to each worker once. */
export interface TrainingSetup {
  /** Row after row; bytes stand for 0..1. Over a SharedArrayBuffer, so that workers share one copy. */
  readonly values: Uint8Array | Float32Array;
  /** Numbers per row. */
  readonly width: number;
  /** Class per row. */
  readonly labels: Int32Array;
  readonly engine?: EngineOptions['kind'];
}

type TaskOptions = Pick<
  TrainingOptions,
  'rows' | 'epochs' | 'batch' | 'rate' | 'seed' | 'optimizer' | 'weights' | 'sampleWeights'
>;

export interface TrainingTask extends TaskOptions {
  readonly network: NetworkSpec;
  /** Class per row, instead of those of the setup. */
  readonly labels?: Int32Array;
  /** What the trained network is to say of these rows. With `epochs` 0 and `weights` it is all that is done. */
  readonly outputs?: { readonly rows: ArrayLike<number>; readonly layers: readonly string[] };
}

export interface TrainingAnswer extends TrainedNetwork {
  /** Absent where none were asked for. */
  readonly outputs?: Outputs;
}

/** Progress of all tasks, and the word to stop, seen by all threads. */
export interface TrainingBoard {
  /** Per task its share done, in thousandths; over a SharedArrayBuffer. */
  readonly done: Int32Array;
  /** [0] becomes 1 when all are to stop; over a SharedArrayBuffer. */
  readonly stop: Int32Array;
}

/** A task with its place on the board. */
export interface PostedTask {
  readonly index: number;
  readonly task: TrainingTask;
}

export interface WorkerSetup {
  readonly setup: TrainingSetup;
  readonly board: TrainingBoard;
}

/** Errors do not keep their code on the way between threads, so they go as data. */
export type Posted =
  | { readonly index: number; readonly answer: TrainingAnswer }
  | { readonly index: number; readonly failure: { readonly code: ErrorCode; readonly message: string } };

/** One training, here. Never throws. */
export async function runTraining({ index, task }: PostedTask, worker: WorkerSetup): Promise<Posted> {
  try {
    return { index, answer: await train(index, task, worker) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { index, failure: { code: error instanceof NumericError ? error.code : 'NUMERIC_ENGINE', message } };
  }
}

async function train(index: number, task: TrainingTask, { setup, board }: WorkerSetup): Promise<TrainingAnswer> {
  const engine = await engineFor(setup);
  const examples = examplesInMemory(setup.values, setup.width);
  const { network: spec, outputs, labels = setup.labels, ...options } = task;
  const network = networkOf(spec);
  const onProgress = (share: number): void => {
    Atomics.store(board.done, index, Math.floor(share * 1000));
    if (Atomics.load(board.stop, 0) === 1) throw new Error('stopped');
  };
  const trained = await trainClassifier({ ...options, labels, engine, network, examples, onProgress });
  if (outputs === undefined) return trained;
  const open = new OpenNetwork(engine, network);
  try {
    return { ...trained, outputs: await open.forward(trained.weights, examples, outputs.rows, outputs.layers) };
  } finally {
    await open.close();
  }
}

/** One thread per run: as many trainings run side by side as there are workers. Loading takes 100 ms, so it is done once. */
function engineFor({ engine }: TrainingSetup): Promise<Engine> {
  const name = engine ?? 'any';
  const known = engines.get(name) ?? openEngine({ threads: 1, ...(engine === undefined ? {} : { kind: engine }) });
  engines.set(name, known);
  return known;
}

const engines = new Map<string, Promise<Engine>>();
