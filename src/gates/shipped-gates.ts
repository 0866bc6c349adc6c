// The gates that come with Assay: a place to begin. A workspace may put its own in their place.

import { gate as leaveQuarantine } from './definitions/leave-quarantine.ts';
import { gate as promoteModel } from './definitions/promote-model.ts';
import { gate as trainWith } from './definitions/train-with.ts';
import { gate as useHostedModel } from './definitions/use-hosted-model.ts';
import type { Gate } from './gate.ts';

export const shippedGates: readonly Gate[] = [leaveQuarantine, trainWith, promoteModel, useHostedModel];
