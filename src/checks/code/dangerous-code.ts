// Python that does more than define a model: starts programs, runs decoded text, opens connections.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { baseName } from '#formats/text/text-name';
import type { CodeCall, CodeView } from '#formats/views/code';
import { effectOf } from './callable-names.ts';
import { judgeCall } from './python/judge-call.ts';

export const check: Check<'code'> = {
  id: 'dangerous-code',
  title: 'Does the source do more than a model or dataset needs?',
  why: 'Loaders import this file when remote code is trusted; what stands at module level runs before anything else.',
  remedy: 'Read the named line. Do not import the file unless you accept what it does.',
  references: ['CWE-506', 'CWE-94'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'NCSC-1.3-06', 'OWASP-SUPPLYCHAINMANAGE-04'],
  views: ['code'],
  check(view: CodeView, context: CheckContext): readonly Observation[] {
    const file = { isTool: toolNames.test(baseName(context.name)) };
    const stars = view.imports.filter(({ name }) => name.endsWith('.*')).map(({ name }) => name.slice(0, -1));
    const found = new Map<string, Observation>();
    for (const call of view.calls) {
      const judged = judgeCall(call, resolved(call, stars), file);
      if (judged === undefined) continue;
      const key = `${judged.severity} ${judged.message}`;
      if (!found.has(key) && found.size < maxPerFile) found.set(key, { ...judged, where: { line: call.line } });
    }
    return [...found.values(), ...internals(view), ...reverseShell(view)];
  },
};

/** A bare name may come from `from os import *`. */
function resolved(call: CodeCall, stars: readonly string[]): string {
  if (call.callee.includes('.') || effectOf(call.callee) !== undefined) return call.callee;
  const star = stars.find((module) => effectOf(`${module}${call.callee}`) !== undefined);
  return star === undefined ? call.callee : `${star}${call.callee}`;
}

/** The way from any object to the interpreter's own functions. */
function internals(view: CodeView): readonly Observation[] {
  const names = new Set(view.internals.map(({ name }) => name));
  const walks =
    names.has('__subclasses__') && (names.has('__base__') || names.has('__mro__') || names.has('__bases__'));
  const globals = names.has('__globals__') && names.has('__builtins__');
  const first = view.internals.find(({ name }) => name === '__subclasses__' || name === '__globals__');
  if (first === undefined || !(globals || (walks && names.has('__globals__')))) return [];
  const message = `the source walks through ${quote([...names].join(', '))} to reach the interpreter`;
  return [{ severity: 'high', message, where: { line: first.line } }];
}

/** A connection whose descriptors become those of a shell. */
function reverseShell(view: CodeView): readonly Observation[] {
  const names = new Set(view.calls.map(({ callee }) => callee));
  const socket = [...names].some((name) => name.startsWith('socket.'));
  const call = view.calls.find(({ callee }) => callee === 'os.dup2' || callee === 'pty.spawn');
  if (!socket || call === undefined) return [];
  return [
    {
      severity: 'critical',
      message: `a network connection is handed to a program (${quote(call.callee)})`,
      where: { line: call.line },
    },
  ];
}

const maxPerFile = 50;

const toolNames =
  /^(?:setup|conftest|noxfile|fabfile|tasks|build|hubconf|conf|versioneer|_version|make\w*|install\w*|test_\w+|\w+_test|check_\w+|convert\w*)\.py$/;
