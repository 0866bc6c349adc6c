// Whoever could poison data must not be able to blind what looks for poison.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'detectors-apart',
  sentence:
    'No role but that of owners both adds or labels data where they are prepared or trained with, and changes a detector.',
  forbids: [
    {
      principal: { noneOf: ['owner'] },
      actions: ['write', 'label', 'take-in'],
      resource: { type: 'asset', areas: ['data-engineering', 'training'] },
      when: '!(context has grant)',
    },
    {
      principal: { noneOf: ['owner'] },
      actions: ['change-policy'],
      resource: { type: 'policy', rules: ['detectors'] },
    },
  ],
  withOneRole: true,
};
