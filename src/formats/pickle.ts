// Python pickles, protocols 0 to 5, wherever they hide: files, members of archives, constants of other pickles.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { callsByName } from './pickle/calls-by-name.ts';
import { runPickle } from './pickle/machine.ts';
import { opcodeNames } from './pickle/opcodes.ts';
import { parsePickle } from './pickle/parse-pickle.ts';
import type { PickleStream, ProgramView } from './views/program.ts';

const extensions = [
  'pkl',
  'pickle',
  'pck',
  'pcl',
  'p',
  'joblib',
  'pt',
  'pth',
  'bin',
  'ckpt',
  'dat',
  'data',
  'model',
  'th',
  'dill',
  'sav',
  'pdparams',
  'pdopt',
  'mdl',
  't7',
];

export const format: Format = {
  id: 'pickle',
  title: 'Python pickle',
  specification: 'CPython Lib/pickletools.py (opcodes), Modules/_pickle.c and Lib/pickle.py (what loading does)',
  loading: 'Loaded by pickle, joblib, torch.load, pandas and others; loading calls whatever the stream names.',
  extensions,
  identify,
  read: (source: ByteSource, context: ReadContext): ProgramView => parsePickle(source, context.budget),
};

/** How much of an unnamed file is followed to see whether it is a pickle. */
const probeBytes = 64 * 1024;

function identify(sample: Sample): Match {
  const first = sample.head[0] ?? 0;
  if (sample.head.length === 0 || opcodeNames[first] === undefined) return 'no';
  // `PK` would be PERSID, and a stream that begins with it raises: nothing is loaded that asks for a persistent id first.
  if (first === 0x50) return 'no';
  const named = extensions.includes(sample.extension);
  const begins = first === 0x80 && (sample.head[1] ?? 0) <= 5 && opcodeNames[sample.head[2] ?? 0] !== undefined;
  if (begins) return probe(sample) ? 'content' : 'name';
  if (probe(sample)) return 'content';
  return named ? 'name' : 'no';
}

/**
 * Follows the beginning. A pickle calls something by name, or runs to STOP at the very end, or stays valid as far as the
 * probe reaches; raw numbers do none of these by chance.
 */
function probe(sample: Sample): boolean {
  if (raisesAtOnce.has(opcodeNames[sample.head[0] ?? 0] ?? '')) return false;
  const source = new SliceSource(sample.source, 0, probeBytes);
  const { stream } = runPickle(source, 0, new WorkBudget(probeBytes));
  if (callsByName(stream)) return true;
  if (stream.end === 'stop') return stream.to === sample.source.size;
  // Broken only because the probe ends.
  return sample.head[0] === 0x80 && sample.source.size > probeBytes && stream.opcodes > 2 && cutByProbe(stream);
}

function cutByProbe({ to, problem = '' }: PickleStream): boolean {
  return to > probeBytes - 16 || problem.startsWith('a length of') || problem.startsWith('the data ends');
}

/** Opcodes that need something on the stack or in the memo: nothing happens before a stream that begins with one raises. */
const raisesAtOnce: ReadonlySet<string> = new Set(
  `STOP POP POP_MARK DUP REDUCE APPEND APPENDS BUILD LIST DICT TUPLE TUPLE1 TUPLE2 TUPLE3 FROZENSET GET BINGET LONG_BINGET
   PUT BINPUT LONG_BINPUT MEMOIZE SETITEM SETITEMS ADDITEMS OBJ NEWOBJ NEWOBJ_EX BINPERSID STACK_GLOBAL
   READONLY_BUFFER`.split(/\s+/),
);
