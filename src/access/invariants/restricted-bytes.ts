// Restricted bytes go to people of whom somebody answers for it that they were looked at.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'restricted-bytes',
  sentence:
    'Nobody but an owner reads or exports restricted assets without a record of screening that is in force, or a grant in force of somebody else that says it is an exception.',
  forbids: [
    {
      principal: { noneOf: ['owner'] },
      actions: ['read', 'export'],
      resource: { type: 'asset' },
      when: [
        'resource.sensitivity >= 3',
        '!(principal has screenedUntil && context.at < principal.screenedUntil)',
        '!(context has grant && context.grant.exception && context.at < context.grant.expiresAt && context.grant.approver != principal)',
      ].join(' && '),
    },
  ],
};
