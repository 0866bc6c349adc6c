// Calls of names that act: REDUCE, OBJ, INST, NEWOBJ and NEWOBJ_EX.
import { quote } from '#core/quote';
import type { Call, ProgramView } from '#formats/views/program';
import type { Check, CheckContext, Observation } from '../check.ts';
import { judgeName, type Standing } from './names/judge-name.ts';
import { bounded, callsOf, describe, isCall, namedBy } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-dangerous-call',
  title: 'Does loading the pickle call something that acts?',
  why: 'An unpickler calls whatever the stream names, with arguments from the stream, while the file is being loaded.',
  remedy: 'Do not load the file; get the weights in a format that holds data only, such as safetensors.',
  references: ['CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-29', 'NCSC-1.3-06', 'OWASP-DEVSECURITY-05'],
  views: ['program'],
  check: (view: ProgramView, context: CheckContext): readonly Observation[] =>
    bounded(callsOf(view).flatMap((call) => judge(call, context))),
};

function judge(call: Call, context: CheckContext): readonly Observation[] {
  const target = namedBy(call.target);
  if (!isCall(call) || target === undefined) return [];
  const why = reason(judgeName(target.name, context.policy), target.name.name);
  if (why === undefined) return [];
  const message = `${call.opcode} calls ${describe(call.target)}${timesOf(call)}: ${why.text}`;
  const where = { offset: call.offset, element: call.opcode };
  return [{ severity: 'critical', message, where, references: why.references }];
}

interface Reason {
  readonly text: string;
  readonly references: readonly string[];
}

function reason(standing: Standing, name: string): Reason | undefined {
  switch (standing.kind) {
    case 'dangerous':
      return standing.buildsCode ? undefined : { text: standing.why, references: standing.references };
    case 'standard':
      return { text: 'it belongs to the standard library and is not one of its data types', references: [] };
    case 'library':
      return standing.acts
        ? { text: `${quote(name)} acts and is no data type of its library`, references: [] }
        : undefined;
    case 'foreign':
      return standing.acts
        ? { text: 'the name leads into other modules or special attributes', references: [] }
        : undefined;
    default:
      return undefined;
  }
}

function timesOf(call: Call): string {
  return call.count > 1 ? ` (${call.count} times)` : '';
}
