// Structure that loaders disagree about: the scanner sees one thing and the loader another.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'two-readings',
  title: 'Would two loaders that people use read these bytes differently?',
  why: 'A scanner sees one reading and the loader runs the other. No tool writes such a file by itself, so it was built to mislead.',
  remedy: 'Do not load it. Ask the supplier for a file written anew by the library it is for.',
  references: ['CWE-436'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'two-readings', { severity: 'high' });
  },
};
