// The module a hashing worker runs.
import { answerTasks } from '#jobs/answer-tasks';
import { type HashAnswer, type HashTask, runHashTask } from './hash-task.ts';

answerTasks<undefined, HashTask, readonly HashAnswer[]>('hash', (task) => runHashTask(task));
