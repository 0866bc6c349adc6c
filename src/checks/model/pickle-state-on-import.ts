// BUILD and item setting on something that was imported, not made by the stream; special names in state.
import type { Call, ProgramView, Value } from '#formats/views/program';
import type { Check, CheckContext, Observation } from '../check.ts';
import { judgeName } from './names/judge-name.ts';
import { bounded, callsOf, describe, isCall, rootOf } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-state-on-import',
  title: 'Does the pickle change classes, functions or modules, or the class of an object?',
  why: 'State set on an imported thing changes it for the whole program: a later harmless call then runs what was put there.',
  remedy: 'Do not load the file.',
  references: [
    'https://github.com/trailofbits/fickling/security/advisories/GHSA-mhc9-48gj-9gp3',
    'https://arxiv.org/abs/2607.17503',
    'CWE-915',
  ],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-29', 'NCSC-1.3-06'],
  views: ['program'],
  check: (view: ProgramView, context: CheckContext): readonly Observation[] =>
    bounded(callsOf(view).flatMap((call) => judge(call, context))),
};

function judge(call: Call, context: CheckContext): readonly Observation[] {
  if (isCall(call)) return [];
  const where = { offset: call.offset, element: call.opcode };
  const onImport = changesImport(call.target, context);
  if (onImport !== undefined) {
    return [{ severity: 'critical', message: `${call.opcode} changes ${describe(call.target)}, ${onImport}`, where }];
  }
  if (call.opcode !== 'BUILD') return [];
  const special = specialKeys(call.args);
  if (special === false) return [];
  const severity = special === true ? weightOfSpecialKeys(call, context) : 'medium';
  const sure = special === true ? 'has' : 'may have';
  return [
    { severity, message: `BUILD gives ${describe(call.target)} a state that ${sure} special names as keys`, where },
  ];
}

/** Why the target is no object that the stream made; undefined when it is one. */
function changesImport(target: Value, context: CheckContext): string | undefined {
  if (target.kind === 'global') return 'which it imported and did not make';
  if (target.kind !== 'made') return undefined;
  const root = rootOf(target);
  if (root === undefined) return undefined;
  const standing = judgeName(root.name, context.policy);
  // What getattr gives may be a class or a module; picklers set state on neither.
  if (standing.kind === 'listed' && standing.rule === 'getattr') return 'which it looked up and did not make';
  return undefined;
}

/** Own classes may keep what they like under special names; picklers of listed ones do not. */
function weightOfSpecialKeys(call: Call, context: CheckContext): 'critical' | 'medium' {
  const root = rootOf(call.target);
  return root !== undefined && judgeName(root.name, context.policy).kind === 'foreign' ? 'medium' : 'critical';
}

/** Keys like `__class__` in the state, or in either half of the pair that BUILD takes apart. */
function specialKeys(state: Value): boolean | 'unsure' {
  if (state.kind === 'dict') return state.dunderKeys;
  if (state.kind !== 'tuple' || state.items.length !== 2) return false;
  const halves = state.items.map((half) => (half.kind === 'dict' ? half.dunderKeys : false));
  if (halves.includes(true)) return true;
  return halves.includes('unsure') ? 'unsure' : false;
}
