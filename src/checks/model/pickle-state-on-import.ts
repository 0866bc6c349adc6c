// BUILD and item setting on something that was imported, not made by the stream; special names in state.
import type { Call, PickleStream, ProgramView, Value } from '#formats/views/program';
import type { Check, CheckContext, Observation } from '../check.ts';
import { judgeName } from './names/judge-name.ts';
import { bounded, describe, isCall, namedBy, rootOf } from './pickle-values.ts';

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
    bounded(view.streams.flatMap((stream) => judgeStream(stream, context))),
};

function judgeStream({ calls, globals }: PickleStream, context: CheckContext): readonly Observation[] {
  // What lists and dicts hold is not followed: a name that acts may have become a method of an object.
  const armed = globals.some(({ name }) => ['dangerous', 'standard'].includes(judgeName(name, context.policy).kind));
  return calls.filter((call) => !isCall(call)).flatMap((call) => judge(call, armed, context));
}

function judge(call: Call, armed: boolean, context: CheckContext): readonly Observation[] {
  const where = { offset: call.offset, element: call.opcode };
  const onImport = changesImport(call.target, context);
  if (onImport !== undefined) {
    return [{ severity: 'critical', message: `${call.opcode} changes ${describe(call.target)}, ${onImport}`, where }];
  }
  if (call.opcode === 'BUILD') {
    const special = specialKeys(call.args, armed);
    if (special === undefined) return [];
    const severity = special === 'sure' ? 'critical' : 'medium';
    return [{ severity, message: `BUILD gives ${describe(call.target)} a state with special names as keys`, where }];
  }
  if (!armed || !isMethodCall(call)) return [];
  const message = `${call.opcode} calls a method of ${describe(call.target)}, and the stream imports names that act`;
  return [{ severity: 'critical', message, where }];
}

/** Methods that are looked up on the object itself, so that its state decides what is called. */
function isMethodCall({ opcode, target }: Call): boolean {
  if (opcode !== 'APPEND' && opcode !== 'APPENDS' && opcode !== 'ADDITEMS') return false;
  return target.kind === 'made' && rootOf(target)?.name.name !== 'deque';
}

/** Why the target is no object that the stream made; undefined when it is one. */
function changesImport(target: Value, context: CheckContext): string | undefined {
  if (namedBy(target) !== undefined) return 'which it imported and did not make';
  if (target.kind !== 'made') return undefined;
  const root = rootOf(target);
  if (root === undefined) return undefined;
  const standing = judgeName(root.name, context.policy);
  // What getattr gives may be a class or a module; picklers set state on neither.
  if (standing.kind === 'listed' && standing.rule === 'getattr') return 'which it looked up and did not make';
  return undefined;
}

/**
 * Keys like `__class__`. The second half of a pair goes through setattr, where they replace the class or its methods; in
 * a plain state they only fill `__dict__`, which matters when something that acts can be put there.
 */
function specialKeys(state: Value, armed: boolean): 'sure' | 'unsure' | undefined {
  const [plain, slots] = state.kind === 'tuple' && state.items.length === 2 ? state.items : [state, undefined];
  const bySetattr = slots?.kind === 'dict' ? slots.dunderKeys : false;
  if (bySetattr === true) return 'sure';
  if (armed && plain?.kind === 'dict' && plain.dunderKeys !== false) return 'sure';
  return bySetattr === 'unsure' ? 'unsure' : undefined;
}
