// Several trainings side by side, one engine thread each: that is 1.6 times as fast on two processors as one training with
// two threads, and gives the same bits as one after the other.
import { NumericError } from '#core/errors';
import { runOnWorkers } from '../worker-pool.ts';
import {
  type Posted,
  type PostedTask,
  runTraining,
  type TrainingAnswer,
  type TrainingBoard,
  type TrainingSetup,
  type TrainingTask,
  type WorkerSetup,
} from './training-task.ts';

export interface ParallelOptions {
  /** Module of `flow/data/training-worker.ts` as it can be loaded here; without it everything runs in this thread. */
  readonly worker?: string | URL;
  /** Threads, >= 1. */
  readonly workers: number;
  /** Share of all steps done, 0..1. */
  readonly onProgress?: (share: number) => void;
  /** Its reason is thrown once the running steps are done. */
  readonly signal?: AbortSignal;
}

/**
 * Runs all trainings and gives their answers in the order of the tasks.
 * @throws {NumericError} the first that a training fails with; the others are stopped
 */
export async function trainInParallel(
  tasks: readonly TrainingTask[],
  setup: TrainingSetup,
  options: ParallelOptions,
): Promise<readonly TrainingAnswer[]> {
  const board: TrainingBoard = { done: sharedIntegers(tasks.length), stop: sharedIntegers(1) };
  const shared: WorkerSetup = { setup: { ...setup, values: inSharedMemory(setup.values) }, board };
  const posted = tasks.map((task, index): PostedTask => ({ index, task }));
  const stop = (): void => {
    Atomics.store(board.stop, 0, 1);
  };
  const report = (): void => options.onProgress?.(board.done.reduce((a, b) => a + b, 0) / (1000 * tasks.length));
  const watch = setInterval(report, reportMs);
  options.signal?.throwIfAborted();
  options.signal?.addEventListener('abort', stop);
  try {
    const answers = await runAll(posted, shared, options, stop);
    options.signal?.throwIfAborted();
    report();
    return answers.map(answerOf);
  } finally {
    clearInterval(watch);
    options.signal?.removeEventListener('abort', stop);
  }
}

async function runAll(
  tasks: readonly PostedTask[],
  shared: WorkerSetup,
  { worker, workers }: ParallelOptions,
  stop: () => void,
): Promise<readonly Posted[]> {
  const onDone = (posted: Posted): void => {
    if ('failure' in posted) stop();
  };
  if (worker === undefined || workers < 2 || tasks.length < 2) {
    const answers: Posted[] = [];
    for (const task of tasks) {
      const posted = await runTraining(task, shared);
      onDone(posted);
      answers.push(posted);
    }
    return answers;
  }
  return await runOnWorkers<PostedTask, Posted>(tasks, {
    entry: worker,
    work: 'train',
    workers,
    setup: shared,
    maxHeapMiB: 1024,
    onDone,
    onLost: ({ index }, { message }) => ({ index, failure: { code: 'NUMERIC_ENGINE', message } }),
  });
}

function answerOf(posted: Posted, _: number, all: readonly Posted[]): TrainingAnswer {
  if ('answer' in posted) return posted.answer;
  // Those that were stopped because of another one's failure say so; the failure itself says why.
  const failures = all.flatMap((one) => ('failure' in one ? [one.failure] : []));
  const { code, message } = failures.find((failure) => failure.message !== 'stopped') ?? posted.failure;
  throw new NumericError(code, message);
}

function sharedIntegers(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * count));
}

/** Themselves where they are shared already, else a copy. */
function inSharedMemory(values: Uint8Array | Float32Array): Uint8Array | Float32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new SharedArrayBuffer(values.byteLength);
  const copy = values instanceof Uint8Array ? new Uint8Array(shared) : new Float32Array(shared);
  copy.set(values);
  return copy;
}

/** How often progress is looked at. */
const reportMs = 200;
