// Whoever made something does not decide that it may go on.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'own-work',
  sentence: 'Nobody but an owner promotes what they made.',
  forbids: [
    {
      principal: { noneOf: ['owner'] },
      actions: ['promote'],
      resource: { type: 'asset' },
      when: 'resource.makers.contains(principal)',
    },
  ],
};
