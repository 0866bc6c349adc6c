// Parts that the scan knows of and did not read.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'not-followed',
  title: 'Is there a part that was recognised and not read?',
  why: 'A part that was not read may hold anything, so the file as a whole cannot be called clean.',
  remedy: 'Get an intact copy from its source, or unpack the part by hand and scan it.',
  references: [],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'not-followed', { severity: 'info', outcome: 'inconclusive' });
  },
};
