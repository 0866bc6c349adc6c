// Models are trained where nobody reads what they are trained with.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'weights-stay',
  sentence: 'Without a grant, nobody but owners reads or exports what lies in training; jobs compute with it there.',
  forbids: [
    {
      principal: { noneOf: ['owner'] },
      actions: ['read', 'export'],
      resource: { type: 'asset', areas: ['training'] },
      when: '!(context has grant)',
    },
  ],
};
