// The gates that come with Assay: a place to begin. A workspace may put its own in their place.
import { gate as enterTraining } from './definitions/enter-training.ts';
import { gate as leaveOperation } from './definitions/leave-operation.ts';
import { gate as leaveQuarantine } from './definitions/leave-quarantine.ts';
import { gate as promoteModel } from './definitions/promote-model.ts';
import { gate as release } from './definitions/release.ts';
import { gate as trainWith } from './definitions/train-with.ts';
import { gate as useHostedModel } from './definitions/use-hosted-model.ts';
import type { Gate } from './gate.ts';

/** In the order of the way of an asset. */
export const shippedGates: readonly Gate[] = [
  leaveQuarantine,
  useHostedModel,
  leaveOperation,
  enterTraining,
  trainWith,
  promoteModel,
  release,
];
