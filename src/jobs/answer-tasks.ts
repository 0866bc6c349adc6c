// The other side of the worker pool: inside a worker, one task after the other.
import { parentPort, workerData } from 'node:worker_threads';

/** Answers every task with what `run` gives; does nothing outside a worker. */
export function answerTasks<Setup, Task, Result>(run: (task: Task, setup: Setup) => Promise<Result>): void {
  const port = parentPort;
  if (port === null) return;
  port.on('message', async ({ index, task }: { readonly index: number; readonly task: Task }) => {
    port.postMessage({ index, result: await run(task, workerData) });
  });
}
