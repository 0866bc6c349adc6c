// Names that are neither listed as data nor allowed by the user.
import type { Call, GlobalUse, ProgramView } from '#formats/views/program';
import type { Check, CheckContext, Observation } from '../check.ts';
import { judgeName, leadsElsewhere, qualified, type Standing } from './names/judge-name.ts';
import { bounded, callsOf, describe, isCall, namedBy } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-unknown-name',
  title: 'Does the pickle import names that are not known to be data?',
  why: 'Importing a name runs its module, and whether a call of it is harmless depends on code that is not in the file.',
  remedy: 'Look at what the name does; if it is yours or trusted, list it in a policy file with who and why.',
  references: ['CWE-502'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-32', 'OWASP-SUPPLYCHAINMANAGE-29', 'NCSC-1.3-06'],
  views: ['program'],
  check: (view: ProgramView, context: CheckContext): readonly Observation[] => {
    const reported = calledNames(view, context);
    const imports = view.streams
      .flatMap(({ globals }) => globals)
      .filter(({ name }) => !reported.has(qualified(name)))
      .flatMap((use) => judgeImport(use, context));
    const calls = callsOf(view).flatMap((call) => judgeCall(call, context));
    return bounded([...imports, ...calls]);
  },
};

/** Names whose call another check reports with more weight: one finding for one name. */
function calledNames(view: ProgramView, context: CheckContext): ReadonlySet<string> {
  const names = new Set<string>();
  for (const call of callsOf(view)) {
    const target = isCall(call) ? namedBy(call.target) : undefined;
    if (target === undefined) continue;
    const standing = judgeName(target.name, context.policy);
    const acts = (standing.kind === 'library' || standing.kind === 'foreign') && standing.acts;
    if (acts || standing.kind === 'dangerous' || standing.kind === 'standard') names.add(qualified(target.name));
  }
  return names;
}

function judgeImport(use: GlobalUse, context: CheckContext): readonly Observation[] {
  const standing = judgeName(use.name, context.policy);
  if (standing.kind === 'listed') return [];
  const message = `${use.opcode} imports ${describe({ kind: 'global', name: use.name })}, ${kindOf(standing)}`;
  const allow = `If ${JSON.stringify(qualified(use.name).slice(0, 200))} is yours or trusted, list it in a policy file with who and why; otherwise do not load the file.`;
  const where = { offset: use.offset, element: use.opcode };
  if (standing.kind === 'dangerous' && standing.runs) {
    // No data holds such a function; an object that keeps one calls it later, when it is used.
    const later = 'what keeps it calls it later';
    return [{ severity: 'high', message: `${message}; ${later}`, where, remedy: 'Do not load the file.' }];
  }
  if (leadsElsewhere(use.name.name)) return [{ severity: 'high', message, where }];
  return [{ severity: 'medium', message, where, ...(standing.kind === 'dangerous' ? {} : { remedy: allow }) }];
}

function kindOf(standing: Exclude<Standing, { kind: 'listed' }>): string {
  switch (standing.kind) {
    case 'dangerous':
      return `which is dangerous to call: ${standing.why}`;
    case 'standard':
      return 'which is not a data type of the standard library';
    case 'library':
      return 'which is not among the known data types of its library';
    case 'foreign':
      return 'which is not known here';
  }
}

/** A function that honest files only refer to, such as a ufunc inside a transformer, is called. */
function judgeCall(call: Call, context: CheckContext): readonly Observation[] {
  const target = namedBy(call.target);
  if (!isCall(call) || target === undefined) return [];
  const standing = judgeName(target.name, context.policy);
  if (standing.kind !== 'listed' || standing.is !== 'reference') return [];
  const severity = standardTypes.test(target.name.module) ? 'critical' : 'medium';
  const message = `${call.opcode} calls ${describe(call.target)}, which picklers only refer to`;
  return [{ severity, message, where: { offset: call.offset, element: call.opcode } }];
}

/** Calling a type of these makes classes or descriptors; calling a function of these does what it is told. */
const standardTypes = /^(builtins|types|operator|_operator|abc|enum|typing)$/;
