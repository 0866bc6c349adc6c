// Bytes of data are for those who prepare them.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'data-stays',
  sentence: 'Without a grant, nobody but data engineers and owners reads or exports what lies in data engineering.',
  forbids: [
    {
      principal: { noneOf: ['owner', 'data-engineer'] },
      actions: ['read', 'export'],
      resource: { type: 'asset', areas: ['data-engineering'] },
      when: '!(context has grant)',
    },
  ],
};
