// Modules that act when they are imported, before anything is called.
import { quote } from '#core/quote';
import type { ProgramView } from '#formats/views/program';
import type { Check, Observation } from '../check.ts';
import { importActs } from './names/dangerous.ts';
import { qualified } from './names/judge-name.ts';
import { bounded } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-import-acts',
  title: 'Does the pickle import a module that acts when it is imported?',
  why: 'Looking a name up imports its module; some modules open windows, browsers or run a command line as they load.',
  remedy: 'Do not load the file.',
  references: ['CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['program'],
  check: (view: ProgramView): readonly Observation[] =>
    bounded(
      view.streams
        .flatMap(({ globals }) => globals)
        .filter(({ name }) => importActs(name.module))
        .map(({ name, offset, opcode }): Observation => {
          const message = `${opcode} imports ${quote(qualified(name))}, whose module acts when it is imported`;
          return { severity: 'critical', message, where: { offset, element: opcode } };
        }),
    ),
};
