// Names that lead out of where they belong.
import type { Check, Observation } from '#checks/check';
import type { View, ViewKind } from '#formats/views/view';
import { allViews, observeOddities } from './oddities/observe-oddities.ts';

export const check: Check<ViewKind> = {
  id: 'path-escape',
  title: 'Does a name in the file lead out of the folder it is unpacked or looked up in?',
  why: 'Unpacking or loading then writes or reads files elsewhere on the machine: start-up files, keys, other models.',
  remedy: 'Do not unpack it. Ask the supplier for a file with plain relative names.',
  references: ['CWE-22', 'CWE-59'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-DEVMODELPOISON-03'],
  views: allViews,
  check(view: View): readonly Observation[] {
    return observeOddities(view, 'path-escape', { severity: 'high' });
  },
};
