// Listed callables are judged by what they are given: partial, defaultdict, getattr, reconstructors.
import type { Call, GlobalName, ProgramView, Value } from '#formats/views/program';
import type { Check, CheckContext, Observation } from '../check.ts';
import { isListedAttribute, judgeName, type Standing } from './names/judge-name.ts';
import type { Rule } from './names/name-table.ts';
import { plainTypes } from './names/plain-types.ts';
import { argumentsOf, bounded, callsOf, describe, isCall, namedBy, namesIn, rootOf } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-callable-argument',
  title: 'Is a harmless callable given something that acts?',
  why: 'partial, defaultdict, getattr and many functions of libraries call or look up what they are given, at once or later.',
  remedy: 'Do not load the file.',
  references: ['https://arxiv.org/abs/2508.19774', 'GHSA-vvpj-8cmc-gx39', 'CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-SUPPLYCHAINMANAGE-29', 'NCSC-1.3-06'],
  views: ['program'],
  check: (view: ProgramView, context: CheckContext): readonly Observation[] =>
    bounded(callsOf(view).flatMap((call) => judge(call, context))),
};

type Problem = { readonly weight: 'critical' | 'medium' | 'unknown'; readonly text: string };

function judge(call: Call, context: CheckContext): readonly Observation[] {
  const problem = isCall(call) ? judgeCall(call.target, call.args, context) : judgeState(call, context);
  if (problem === undefined) return [];
  const message = `${call.opcode} on ${describe(call.target)}: ${problem.text}`;
  const where = { offset: call.offset, element: call.opcode };
  if (problem.weight === 'unknown') return [{ severity: 'medium', outcome: 'inconclusive', message, where }];
  return [{ severity: problem.weight, message, where }];
}

function judgeCall(target: Value, args: Value, context: CheckContext): Problem | undefined {
  const given = argumentsOf(args);
  const callee = namedBy(target);
  const standing = callee === undefined ? undefined : judgeName(callee.name, context.policy);
  const rule = standing?.kind === 'listed' ? standing.rule : undefined;
  if (rule !== undefined) {
    const problem = judgeComputed(rule, args) ?? judgeRule(rule, given, context);
    if (problem !== undefined) return problem;
  }
  const names = given.flatMap((value) => namesIn(value));
  return names.map((name) => judgeGiven(name, context)).find((problem) => problem !== undefined);
}

/** BUILD of a partial and the like replaces the callable; item setting hands callables to a container. */
function judgeState(call: Call, context: CheckContext): Problem | undefined {
  const root = rootOf(call.target);
  const standing = root === undefined ? undefined : judgeName(root.name, context.policy);
  if (standing?.kind !== 'listed') return undefined;
  if (standing.rule === 'state' && call.opcode === 'BUILD') {
    return { weight: 'medium', text: 'the class executes Python text that it keeps in its state' };
  }
  if (standing.rule !== 'calls' || call.args.kind !== 'tuple') return undefined;
  return judgeCall({ kind: 'global', name: root?.name ?? noName }, call.args, context);
}

const noName: GlobalName = { module: '', name: '' };

/** What is given to a call may be called by it: picklers hand over data types, never callables that act. */
function judgeGiven(name: GlobalName, context: CheckContext): Problem | undefined {
  const standing = judgeName(name, context.policy);
  const acts =
    standing.kind === 'dangerous' || standing.kind === 'standard' || (standing.kind === 'library' && standing.acts);
  if (!acts) return undefined;
  return { weight: 'critical', text: `it is given ${describe({ kind: 'global', name })}${whyOf(standing)}` };
}

function whyOf(standing: Standing): string {
  return standing.kind === 'dangerous' ? `: ${standing.why}` : ', which is no data type';
}

/** Arguments that are no literal tuple hide what the rule looks at; picklers write literal tuples. */
function judgeComputed(rule: Rule, args: Value): Problem | undefined {
  if (args.kind === 'tuple' || rule === 'encoding' || rule === 'pattern' || rule === 'state') return undefined;
  if (args.kind === 'unknown') return { weight: 'unknown', text: 'its arguments are not known' };
  return { weight: 'critical', text: `its arguments are ${describe(args)}` };
}

function judgeRule(rule: Rule, given: readonly Value[], context: CheckContext): Problem | undefined {
  switch (rule) {
    case 'getattr':
      return judgeGetattr(given, context);
    case 'class':
      return judgeClass(given[0], context);
    case 'calls':
      return judgeCallable(given, context);
    case 'encoding':
      return judgeEncoding(given[1]);
    case 'rebuild':
      return judgeRebuild(given, context);
    case 'array':
      return judgeArray(given, context);
    case 'type':
      return judgeModuleAndName(given, context);
    case 'typeof':
      return judgeTypeOf(given);
    case 'typename':
      return given[0]?.kind === 'text' && plainTypes.has(given[0].text)
        ? undefined
        : { weight: 'critical', text: 'it names a type that is not plain data' };
    case 'pattern':
      return given[0]?.kind === 'text' || given[0]?.kind === 'constant'
        ? undefined
        : { weight: 'medium', text: 'the pattern is no constant' };
    case 'state':
      return undefined;
  }
}

/** Bound methods are pickled as getattr(object, name): an object of a listed class, a constant public name. */
function judgeGetattr([object, name]: readonly Value[], context: CheckContext): Problem | undefined {
  if (object === undefined || name === undefined) return undefined;
  if (name.kind !== 'text') return { weight: 'critical', text: 'the attribute it looks up is computed' };
  const root = rootOf(object);
  const standing = root === undefined ? undefined : judgeName(root.name, context.policy);
  if (object.kind === 'unknown')
    return { weight: 'unknown', text: `it looks up ${describe(name)} on ${describe(object)}` };
  if (root === undefined || standing === undefined) {
    const known = ['text', 'constant', 'list', 'dict', 'set', 'frozenset', 'tuple'].includes(object.kind);
    return known && !name.text.startsWith('_')
      ? undefined
      : { weight: 'critical', text: `it looks up ${describe(name)} on ${describe(object)}` };
  }
  if (object.kind === 'global' && isListedAttribute(root.name, name.text)) return undefined;
  // Hooks are private methods of the object they belong to; special names lead out of it.
  const hook = object.kind === 'made' && !name.text.startsWith('__');
  if ((name.text.startsWith('_') && !hook) || name.text.includes('.')) {
    return { weight: 'critical', text: `it looks up the private attribute ${describe(name)} of ${describe(object)}` };
  }
  if (standing.kind === 'foreign') return undefined;
  const lookedUpBefore = object.kind === 'made' && standing.kind === 'listed' && standing.rule === 'getattr';
  const isThing = standing.kind === 'listed' && (object.kind === 'made' || standing.is === 'class');
  if (isThing && !lookedUpBefore) return undefined;
  return { weight: 'critical', text: `it looks up ${describe(name)} on ${describe(object)}` };
}

function judgeClass(type: Value | undefined, context: CheckContext): Problem | undefined {
  if (type === undefined) return undefined;
  if (type.kind === 'global') {
    const standing = judgeName(type.name, context.policy);
    if (standing.kind === 'listed' && standing.is === 'class') return undefined;
    const own = standing.kind === 'foreign' || standing.kind === 'library' || standing.kind === 'listed';
    return {
      weight: own ? 'medium' : 'critical',
      text: `it makes an object of ${describe(type)}, which is no listed class`,
    };
  }
  // The reconstructors of trees take numbers first.
  return type.kind === 'constant' || type.kind === 'text'
    ? undefined
    : { weight: 'medium', text: `the class it makes an object of is ${describe(type)}` };
}

function judgeCallable(given: readonly Value[], context: CheckContext): Problem | undefined {
  for (const value of given) {
    if (value.kind !== 'made') continue;
    const root = rootOf(value);
    const standing = root === undefined ? undefined : judgeName(root.name, context.policy);
    if (standing?.kind === 'dangerous' || standing?.kind === 'standard') {
      return { weight: 'critical', text: `it is given ${describe(value)}` };
    }
  }
  return undefined;
}

/** How protocols below 3 write bytes; other codecs decompress, shift letters or import codec modules. */
function judgeEncoding(encoding: Value | undefined): Problem | undefined {
  if (encoding === undefined) return undefined;
  if (encoding.kind === 'text' && /^(latin[-_]?1|iso[-_]?8859[-_]1|utf[-_]?8|ascii)$/i.test(encoding.text))
    return undefined;
  return { weight: 'medium', text: `it encodes with ${describe(encoding)}` };
}

/** torch's _rebuild_from_type_v2(function, type, args, state) calls function(*args) and sets state on what it gives. */
function judgeRebuild([callee, type, args, state]: readonly Value[], context: CheckContext): Problem | undefined {
  if (callee === undefined || args === undefined) return undefined;
  const named = namedBy(callee);
  if (named === undefined) return { weight: 'critical', text: `it calls ${describe(callee)}` };
  const standing = judgeName(named.name, context.policy);
  if (standing.kind !== 'listed') {
    const own = standing.kind === 'foreign' || (standing.kind === 'library' && !standing.acts);
    return { weight: own ? 'medium' : 'critical', text: `it calls ${describe(callee)}` };
  }
  if (state !== undefined && hasSpecialKeys(state)) return { weight: 'critical', text: 'it sets special attributes' };
  return judgeClass(type, context) ?? judgeCall(callee, args, context);
}

/** dill's _create_array(function, args, state) calls function(*args). */
function judgeArray([callee, args]: readonly Value[], context: CheckContext): Problem | undefined {
  const named = callee === undefined ? undefined : namedBy(callee);
  const standing = named === undefined ? undefined : judgeName(named.name, context.policy);
  if (named === undefined || args === undefined || standing?.kind !== 'listed') {
    return { weight: 'critical', text: `it calls ${callee === undefined ? 'nothing' : describe(callee)}` };
  }
  return judgeCall(named, args, context);
}

/** type(None) is how the type of None is pickled; with a function or with three arguments type() makes other things. */
function judgeTypeOf(given: readonly Value[]): Problem | undefined {
  const [only] = given;
  const singleton =
    only?.kind === 'global' && only.name.module === 'builtins' && /^(Ellipsis|NotImplemented)$/.test(only.name.name);
  if (given.length === 1 && (only?.kind === 'constant' || singleton)) return undefined;
  return { weight: 'critical', text: 'it makes a class, or gets the class of what it is given' };
}

function hasSpecialKeys(state: Value): boolean {
  if (state.kind === 'dict') return state.dunderKeys === true;
  return state.kind === 'tuple' && state.items.some(hasSpecialKeys);
}

/** Older numpy pickles a ufunc as (module, name): text that is imported. */
function judgeModuleAndName([module, name]: readonly Value[], context: CheckContext): Problem | undefined {
  if (module?.kind !== 'text' || name?.kind !== 'text')
    return { weight: 'critical', text: 'what it imports is computed' };
  const imported: GlobalName = { module: module.text, name: name.text };
  const standing = judgeName(imported, context.policy);
  if (standing.kind === 'listed') return undefined;
  const own = standing.kind === 'library' || standing.kind === 'foreign';
  return { weight: own ? 'medium' : 'critical', text: `it imports ${describe({ kind: 'global', name: imported })}` };
}
