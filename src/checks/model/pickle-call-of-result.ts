// A callee that is itself the result of a call, or nothing that can be named.
import type { Call, PickleStream, ProgramView, Value } from '#formats/views/program';
import type { Check, CheckContext, Observation } from '../check.ts';
import { saysItActs } from './names/acting-words.ts';
import { isListedAttribute, judgeName } from './names/judge-name.ts';
import { plainTypes } from './names/plain-types.ts';
import { argumentsOf, bounded, describe, isCall, namedBy, rootOf } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-call-of-result',
  title: 'Does the pickle call what another call gave?',
  why: 'Picklers call names that stand in the stream; a callee that had to be made first hides what is called.',
  remedy: 'Find out what is called before loading the file.',
  references: ['GHSA-vvpj-8cmc-gx39', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06'],
  views: ['program'],
  check: (view: ProgramView, context: CheckContext): readonly Observation[] =>
    bounded(view.streams.flatMap((stream) => judgeStream(stream, context))),
};

function judgeStream({ calls, globals }: PickleStream, context: CheckContext): readonly Observation[] {
  const observations = calls.flatMap((call) => judge(call, context));
  // What lists and dicts hold is not followed: a name that acts may be in the arguments that were bound earlier.
  const acting = globals.some(({ name }) => judgeName(name, context.policy).kind === 'dangerous');
  if (!acting) return observations;
  return observations.map((one) => (one.outcome === undefined ? { ...one, severity: 'critical' } : one));
}

function judge(call: Call, context: CheckContext): readonly Observation[] {
  if (!isCall(call) || namedBy(call.target) !== undefined) return [];
  const { target } = call;
  const where = { offset: call.offset, element: call.opcode };
  if (target.kind === 'unknown') {
    // An extension code has a check of its own; a value dropped to stay within memory is not known to be harmless.
    return [
      { severity: 'medium', outcome: 'inconclusive', message: `${call.opcode} calls ${describe(target)}`, where },
    ];
  }
  const weight = weigh(target, context);
  if (weight === 'none') return [];
  return [{ severity: weight, message: `${call.opcode} calls ${describe(target)}`, where }];
}

function weigh(target: Value, context: CheckContext): 'critical' | 'medium' | 'none' {
  if (target.kind !== 'made') return 'medium';
  const root = rootOf(target);
  if (root === undefined) return 'medium';
  const standing = judgeName(root.name, context.policy);
  if (standing.kind === 'dangerous' || standing.kind === 'standard') return 'critical';
  if ((standing.kind === 'library' || standing.kind === 'foreign') && standing.acts) return 'critical';
  if (target.callee.kind !== 'global' || standing.kind !== 'listed') return 'medium';
  const [object, name] = argumentsOf(target.args);
  // dill makes slices and the like of types that it names by text; another name is found where it is looked up.
  if (standing.rule === 'typename') return object?.kind === 'text' && plainTypes.has(object.text) ? 'none' : 'critical';
  if (standing.rule === 'typeof') return 'critical';
  if (standing.rule === 'getattr' && name?.kind === 'text') {
    if (object?.kind === 'global' && isListedAttribute(object.name, name.text)) return 'none';
    return saysItActs(name.text) || name.text.startsWith('_') ? 'critical' : 'medium';
  }
  return 'medium';
}
