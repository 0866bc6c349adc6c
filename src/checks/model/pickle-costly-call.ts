// Calls of plain data types that cost the loader far more memory or time than the file's size suggests.
import type { Call, ProgramView, Value } from '#formats/views/program';
import type { Check, Observation } from '../check.ts';
import { argumentsOf, bounded, callsOf, describe, isCall, namedBy, rootOf } from './pickle-values.ts';

export const check: Check<'program'> = {
  id: 'pickle-costly-call',
  title: 'Does loading the pickle use up memory or time?',
  why: 'A few bytes can ask a data type for terabytes, or make a container out of a sequence that never ends.',
  remedy: 'Do not load the file.',
  references: ['CWE-400', 'CWE-789'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  views: ['program'],
  check: (view: ProgramView): readonly Observation[] =>
    bounded(
      callsOf(view).flatMap((call): Observation[] => {
        const text = isCall(call) ? costOf(call) : undefined;
        if (text === undefined) return [];
        const message = `${call.opcode} calls ${describe(call.target)} with ${text}`;
        return [{ severity: 'high', message, where: { offset: call.offset, element: call.opcode } }];
      }),
    ),
};

/** Elements or bytes; honest pickles write such data out instead of asking for it. */
const mostElements = 2 ** 30;

const zeroed: ReadonlySet<string> = new Set(['bytes', 'bytearray']);
const consumers: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'set',
  'frozenset',
  'dict',
  'bytes',
  'bytearray',
  'deque',
  'Counter',
  'OrderedDict',
]);
const endless: ReadonlySet<string> = new Set(['count', 'cycle', 'repeat', 'product', 'permutations', 'combinations']);

function costOf({ target, args }: Call): string | undefined {
  const callee = namedBy(target)?.name;
  if (callee === undefined || !consumers.has(callee.name)) return undefined;
  if (!/^(builtins|collections|_collections)$/.test(callee.module)) return undefined;
  // A deque may have a bound of its own.
  const [first, bound] = argumentsOf(args);
  if (first === undefined || (callee.name === 'deque' && bound !== undefined)) return undefined;
  if (zeroed.has(callee.name) && numbersOf(first) >= mostElements) return 'a length of more than 2^30 bytes';
  const source = first.kind === 'made' ? rootOf(first)?.name : undefined;
  if (source?.module === 'itertools' && endless.has(source.name)) return `the sequence of itertools.${source.name}`;
  const isRange = source?.module === 'builtins' && source.name === 'range' && first.kind === 'made';
  return isRange && argumentsOf(first.args).some((value) => numbersOf(value) >= mostElements)
    ? 'a range of more than 2^30 numbers'
    : undefined;
}

function numbersOf(value: Value): number {
  return value.kind === 'constant' ? Math.abs(value.number ?? 0) : 0;
}
