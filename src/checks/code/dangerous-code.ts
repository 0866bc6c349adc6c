// Python that does more than define a model: starts programs, runs decoded text, opens connections.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { baseName } from '#formats/text/text-name';
import type { CodeCall, CodeValue, CodeView } from '#formats/views/code';
import { effectOf } from './callable-names.ts';
import { anyValue, nameOf } from './python/code-values.ts';
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
  if (!call.callee.startsWith('?') || call.callee.includes('.')) return call.callee;
  const name = call.callee.slice(1);
  const star = stars.find((module) => effectOf(`${module}${name}`) !== undefined);
  return star === undefined ? call.callee : `${star}${name}`;
}

/** The way from any object to the interpreter's own functions. */
function internals(view: CodeView): readonly Observation[] {
  const names = new Set(view.internals.map(({ name }) => name));
  const walks =
    names.has('__subclasses__') && (names.has('__base__') || names.has('__mro__') || names.has('__bases__'));
  const globals = names.has('__globals__') && names.has('__builtins__');
  const first = view.internals.find(({ name }) => name === '__subclasses__' || name === '__globals__');
  if (first === undefined || !(globals || walks)) return [];
  const severe = walks && (globals || names.has('__globals__')) && view.internals.some(({ when }) => when === 'import');
  const message = `the source walks through ${quote([...names].join(', '))} to reach the interpreter`;
  return [{ severity: severe ? 'high' : 'medium', message, where: { line: first.line } }];
}

/** A connection whose descriptors become those of a shell. */
function reverseShell(view: CodeView): readonly Observation[] {
  const call = view.calls.find(({ callee, args }) => callee === 'os.dup2' && args.some(isSocket));
  const shell = view.calls.find(({ callee }) => callee === 'pty.spawn');
  const connected = view.calls.some(({ callee }) => /^socket\.(?:socket\(\)\.connect|create_connection)/.test(callee));
  const found = call ?? (connected ? shell : undefined);
  if (found === undefined) return [];
  const message = `a network connection is handed to a program (${quote(found.callee)})`;
  return [{ severity: 'critical', message, where: { line: found.line } }];
}

function isSocket(value: CodeValue): boolean {
  return anyValue(value, (part) => nameOf(part).startsWith('socket.'));
}

const maxPerFile = 50;

const toolNames =
  /^(?:setup|conftest|noxfile|fabfile|tasks|build|hubconf|conf|versioneer|_version|make\w*|install\w*|test_\w+|\w+_test|check_\w+|convert\w*)\.py$/;
