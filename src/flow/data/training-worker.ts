// The module a training worker runs. What trains is loaded when a task comes: the command loads this module at its start.
import { answerTasks } from '#jobs/answer-tasks';
import type { Posted, PostedTask, WorkerSetup } from '#jobs/training/training-task';

answerTasks<WorkerSetup, PostedTask, Posted>('train', async (task, setup) => {
  const { runTraining } = await import('#jobs/training/training-task');
  return runTraining(task, setup);
});
