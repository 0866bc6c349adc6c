// The other side of the worker pool: inside a worker, one task after the other.
import { parentPort, workerData } from 'node:worker_threads';

/** What a worker was started for. */
export interface WorkerSetup<Setup> {
  readonly work: string;
  readonly setup: Setup;
}

/**
 * Answers every task with what `run` gives; does nothing outside a worker and in workers for other work.
 * @param work - the `work` of the pool's options
 */
export function answerTasks<Setup, Task, Result>(
  work: string,
  run: (task: Task, setup: Setup) => Promise<Result>,
): void {
  const port = parentPort;
  const given: WorkerSetup<Setup> | undefined = workerData;
  if (port === null || given?.work !== work) return;
  port.on('message', async ({ index, task }: { readonly index: number; readonly task: Task }) => {
    port.postMessage({ index, result: await run(task, given.setup) });
  });
}
