// STACK_GLOBAL whose module or name is no constant.
import type { ComputedName, ProgramView } from '#formats/views/program';
import type { Check, Observation } from '../check.ts';
import { bounded, describe } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-computed-name',
  title: 'Does the pickle compute the name of what it imports?',
  why: 'Picklers write names as constants; a name that is the result of a call is there to hide what is imported.',
  remedy: 'Do not load the file.',
  references: [
    'https://github.com/mmaitre314/picklescan/issues/22',
    'https://github.com/mmaitre314/picklescan/issues/42',
    'CWE-502',
  ],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-29', 'NCSC-1.3-06'],
  views: ['program'],
  check: (view: ProgramView): readonly Observation[] =>
    bounded(view.streams.flatMap(({ computedNames }) => computedNames).map(observe)),
};

function observe({ offset, module, name }: ComputedName): Observation {
  const message = `STACK_GLOBAL imports a computed name: module ${describe(module)}, name ${describe(name)}`;
  return { severity: 'critical', message, where: { offset, element: 'STACK_GLOBAL' } };
}
