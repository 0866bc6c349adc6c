// What checks of pickles share: saying what a value is, and where names stand in it.
import { quote } from '#core/quote';
import type { Call, GlobalName, PickleStream, ProgramView, Value } from '#formats/views/program';
import type { Observation } from '../check.ts';
import { qualified } from './names/judge-name.ts';

/** Opcodes that call their target; the others call a method of it. */
const callOpcodes: ReadonlySet<string> = new Set(['REDUCE', 'OBJ', 'INST', 'NEWOBJ', 'NEWOBJ_EX']);

/** Findings of one check over one file: a bound for readers, not a rule. */
const mostObservations = 100;

/** Deepest chain of results that is followed to the name it began with. */
const deepestChain = 64;

/** True when the opcode calls its target itself. */
export function isCall(call: Call): boolean {
  return callOpcodes.has(call.opcode);
}

/** All calls of all streams. */
export function callsOf(view: ProgramView): readonly Call[] {
  return view.streams.flatMap((stream: PickleStream) => stream.calls);
}

/** `"os.system"`, `the result of "os.popen"`, `a list`: bounded, quoted. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'global':
      return (
        quote(qualified(value.name)) +
        (value.name.written === undefined ? '' : ` (written ${quote(value.name.written)})`)
      );
    case 'text':
      return `the text ${quote(value.text)}`;
    case 'made': {
      const root = rootOf(value);
      return root === undefined ? 'the result of a call' : `the result of ${describe(root)}`;
    }
    case 'persistent':
      return describeLoaded(namedBy(value));
    case 'unknown':
      return `a value that is not known (${value.why})`;
    default:
      return `a ${value.kind}`;
  }
}

function describeLoaded(named: GlobalValue | undefined): string {
  return named === undefined ? 'an object that the loader provides' : describe(named);
}

type GlobalValue = Extract<Value, { readonly kind: 'global' }>;

/** The name a chain of results began with; undefined when it began with something else. */
export function rootOf(value: Value): GlobalValue | undefined {
  let at = value;
  for (let depth = 0; at.kind === 'made' && depth < deepestChain; depth += 1) at = at.callee;
  return namedBy(at);
}

/** The name a value is: imported, or a class that torch's legacy format keeps as ('module', class, file, source). */
export function namedBy(value: Value): GlobalValue | undefined {
  if (value.kind === 'global') return value;
  if (value.kind !== 'persistent' || value.id.kind !== 'tuple') return undefined;
  const [tag, type] = value.id.items;
  return tag?.kind === 'text' && tag.text === 'module' && type?.kind === 'global' ? type : undefined;
}

/** The arguments as a list: the items of a tuple; anything else stands for itself. */
export function argumentsOf(args: Value | undefined): readonly Value[] {
  if (args === undefined) return [];
  return args.kind === 'tuple' ? args.items : [args];
}

/** Names that stand in a value or in tuples inside it, not in what calls gave. */
export function namesIn(value: Value, depth = 0): readonly GlobalName[] {
  if (value.kind === 'global') return [value.name];
  if (value.kind === 'tuple' && depth < 8) return value.items.flatMap((item) => namesIn(item, depth + 1));
  return [];
}

/** At most `mostObservations`, each once, and a last one that counts the rest. */
export function bounded(observations: readonly Observation[]): readonly Observation[] {
  const seen = new Set<string>();
  const different = observations.filter(({ message, severity }) => {
    const key = `${severity} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  if (different.length <= mostObservations) return different;
  const rest = different.slice(mostObservations);
  const [first] = rest;
  if (first === undefined) return different;
  // Rank by weight, so that what is cut never hides the worst.
  const weights = ['critical', 'high', 'medium', 'low', 'info'] as const;
  const worst = weights.find((severity) => rest.some((one) => one.severity === severity)) ?? first.severity;
  const message = `${rest.length} more of this kind`;
  return [...different.slice(0, mostObservations), { ...first, severity: worst, message }];
}
