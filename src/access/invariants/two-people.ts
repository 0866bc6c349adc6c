// What takes two people takes two.
import type { Invariant } from '../prove/invariant.ts';

export const invariant: Invariant = {
  schema: 'assay.invariant/1',
  name: 'two-people',
  sentence: 'Nobody changes rules, waives a requirement or destroys keys without another person.',
  forbids: [{ actions: ['change-policy', 'waive', 'destroy'], when: '[principal].containsAll(context.approvers)' }],
};
