// Content that is closed to the scan.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'encrypted-content',
  title: 'Is there content that cannot be read without a key?',
  why: 'Nobody can say what is in it before it is decrypted, and whoever decrypts it may load it at once.',
  remedy: 'Decrypt it and scan the result before it is used.',
  references: [],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-DEVSECURITY-05'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'encrypted', { severity: 'info', outcome: 'inconclusive' });
  },
};
