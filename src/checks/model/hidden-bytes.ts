// Bytes that stand in a file and belong to none of its parts.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'hidden-bytes',
  title: 'Are there bytes that no part of the file accounts for?',
  why: 'They are loaded by nothing that reads the file as intended, so they are there for something else: a second file, a payload, a mark.',
  remedy:
    'Look at the bytes at the given offset. Write the file anew with the library it is for if nobody can say why they are there.',
  references: ['CWE-506'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'hidden-bytes', { severity: 'medium' });
  },
};
