// Rights and rules are given by people, who can be asked why.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'services-do-not-decide',
  sentence:
    'No service account but one of an owner gives rights, changes rules, waives a requirement or destroys keys.',
  forbids: [
    {
      principal: { kind: 'service', noneOf: ['owner'] },
      actions: ['grant', 'change-policy', 'waive', 'destroy'],
    },
  ],
};
