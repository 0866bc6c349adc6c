// Runs independent tasks on worker threads. A worker that dies takes one task with it, never the others.
import { Worker } from 'node:worker_threads';
import type { WorkerSetup } from './answer-tasks.ts';

export interface PoolOptions<Task, Result> {
  /** Module that every worker runs; it answers tasks through `answerTasks`. */
  readonly entry: string | URL;
  /** Which of the module's `answerTasks` the workers are for. */
  readonly work: string;
  readonly workers: number;
  /** Given to each worker once; structured-cloneable. */
  readonly setup: unknown;
  /** Memory of one worker in MiB; a task that needs more ends its worker. */
  readonly maxHeapMiB: number;
  /** What stands for the result of a task whose worker died. */
  readonly onLost: (task: Task, error: Error) => Result;
  /** Called after each task, in the order of completion. */
  readonly onDone?: (result: Result) => void;
}

interface Answer<Result> {
  readonly index: number;
  readonly result: Result;
}

/** Runs all tasks and gives their results in the order of the tasks. */
export async function runOnWorkers<Task, Result>(
  tasks: readonly Task[],
  options: PoolOptions<Task, Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  const keep = (index: number, result: Result): void => {
    results.set(index, result);
    options.onDone?.(result);
  };
  const lane = async (): Promise<void> => {
    while (next < tasks.length) await runWorker();
  };
  /** One worker from start to end: until no task is left or it dies. */
  const runWorker = (): Promise<void> =>
    new Promise((resolve) => {
      const workerData: WorkerSetup<unknown> = { work: options.work, setup: options.setup };
      const worker = new Worker(options.entry, {
        workerData,
        resourceLimits: { maxOldGenerationSizeMb: options.maxHeapMiB },
      });
      let current = -1;
      const give = (): void => {
        current = next;
        next += 1;
        if (current < tasks.length) worker.postMessage({ index: current, task: tasks[current] });
        else void worker.terminate();
      };
      worker.on('message', ({ index, result }: Answer<Result>) => {
        keep(index, result);
        give();
      });
      worker.on('error', (error: Error) => {
        const task = tasks[current];
        if (task !== undefined && !results.has(current)) keep(current, options.onLost(task, error));
      });
      worker.on('exit', () => {
        const task = tasks[current];
        if (task !== undefined && !results.has(current)) {
          keep(current, options.onLost(task, new Error('the worker ended')));
        }
        resolve();
      });
      give();
    });
  await Promise.all(Array.from({ length: Math.min(options.workers, tasks.length) }, lane));
  return tasks.map((task, index) => results.get(index) ?? options.onLost(task, new Error('the task was never run')));
}
