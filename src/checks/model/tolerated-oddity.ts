// Breaches of a format that its own loader accepts.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'tolerated-oddity',
  title: 'Does the file break its own format in a way that its loader lets pass?',
  why: 'A file that is written by a sound tool keeps to its format. What does not was made or changed by something else.',
  remedy: 'Find out which tool wrote it, or write it anew with the library it is for.',
  references: ['CWE-1286'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'tolerated', { severity: 'medium' });
  },
};
