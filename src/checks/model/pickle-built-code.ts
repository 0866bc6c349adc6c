// Code objects and functions that are built from bytes in the file.
import type { ProgramView } from '#formats/views/program';
import type { Check, CheckContext, Observation } from '../check.ts';
import { judgeName } from './names/judge-name.ts';
import { bounded, callsOf, describe, isCall, namedBy } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-built-code',
  title: 'Does the pickle bring its own code, as marshalled bytes or as functions of dill or cloudpickle?',
  why: 'Code that travels inside a model cannot be reviewed there, and a loaded object runs it as soon as it is used.',
  remedy:
    'Do not load the file; ask for the source of the functions, and for the weights in a format that holds data only.',
  references: ['GHSA-9m3x-qqw2-h32h', 'GHSA-565g-hwwr-4pp3', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-DEVMODELPOISON-02', 'NCSC-1.3-06'],
  views: ['program'],
  check: (view: ProgramView, context: CheckContext): readonly Observation[] =>
    bounded(
      callsOf(view).flatMap((call): Observation[] => {
        const target = namedBy(call.target);
        if (!isCall(call) || target === undefined) return [];
        const standing = judgeName(target.name, context.policy);
        if (standing.kind !== 'dangerous' || !standing.buildsCode) return [];
        const message = `${call.opcode} calls ${describe(call.target)}: ${standing.why}`;
        return [{ severity: 'critical', message, where: { offset: call.offset, element: call.opcode } }];
      }),
    ),
};
