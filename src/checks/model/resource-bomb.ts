// Files that are far larger inside than outside.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'resource-bomb',
  title: 'Does loading cost far more memory, disk or time than the size of the file suggests?',
  why: 'A few kilobytes stop a training job or a server, and they stop scanners that unpack without a limit.',
  remedy: 'Do not unpack or load it outside a sandbox with limits. Ask the supplier what it is.',
  references: ['CWE-409', 'CWE-400'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'bomb', { severity: 'high' });
  },
};
