// joblib's array wrapper: after the BUILD of a NumpyArrayWrapper the loader reads an array straight from the file
// (joblib/numpy_pickle.py, NumpyArrayWrapper.read_array), then the opcodes go on.
import type { ByteSource } from '#core/byte-source';
import type { WorkBudget } from '#core/work-budget';
import type { Value } from '../views/program.ts';
import { evaluateLiteral, type Literal, Made } from './literal.ts';
import type { RawBlockReader } from './raw-blocks.ts';

const wrapperModules = new Set(['joblib.numpy_pickle', 'sklearn.externals.joblib.numpy_pickle']);

/** Finds the array behind a wrapper; undefined when the built object is something else. */
export function joblibArrayReader(
  source: ByteSource,
  budget: WorkBudget,
  endOfPickle: (from: number) => number,
): RawBlockReader {
  return ({ target, madeAt, offset, recall }) => {
    if (!isWrapper(target)) return undefined;
    budget.spend(Math.ceil((offset - madeAt) / 16), offset);
    const state = evaluateLiteral(source, madeAt, offset - 1, recall);
    if (!(state instanceof Map)) return undefined;
    const type = readDtype(state.get('dtype'));
    const count = elementCount(state.get('shape'));
    if (type === undefined || count === undefined) return undefined;
    if (type.objects) return { from: offset, to: endOfPickle(offset), pickle: true };
    const from = offset + paddingAt(source, offset, state.get('numpy_array_alignment_bytes'));
    const to = from + count * type.bytes;
    return to <= source.size ? { from: offset, to, pickle: false } : undefined;
  };
}

function isWrapper(target: Value): boolean {
  if (target.kind !== 'made' || target.callee.kind !== 'global') return false;
  const { module, name } = target.callee.name;
  if (wrapperModules.has(module) && name === 'NumpyArrayWrapper') return true;
  // Protocols 0 and 1 make it through copyreg._reconstructor(NumpyArrayWrapper, object, None).
  const first = target.args?.kind === 'tuple' ? target.args.items[0] : undefined;
  return name === '_reconstructor' && first?.kind === 'global' && wrapperModules.has(first.name.module);
}

/** One byte n and n padding bytes, when the wrapper has the attribute and it is not None. */
function paddingAt(source: ByteSource, offset: number, alignment: Literal | undefined): number {
  if (alignment === undefined || alignment === null) return 0;
  return 1 + (source.read(offset, 1)[0] ?? 0);
}

function elementCount(shape: Literal | undefined): number | undefined {
  if (!Array.isArray(shape)) return undefined;
  let count = 1;
  for (const length of shape) {
    if (typeof length !== 'number' || !(length >= 0)) return undefined;
    count *= length;
  }
  return Number.isSafeInteger(count) ? count : undefined;
}

function readDtype(dtype: Literal | undefined): { readonly bytes: number; readonly objects: boolean } | undefined {
  if (!(dtype instanceof Made)) return undefined;
  const text = dtype.args[0];
  const match = typeof text === 'string' ? /^[<>|=]?([a-zA-Z?])(\d+)?$/.exec(text) : null;
  if (match === null) return undefined;
  const [, kind = '', digits] = match;
  if (kind === 'O') return { bytes: 8, objects: true };
  const size = Number(digits ?? '1');
  if (kind !== 'V') return { bytes: kind === 'U' ? 4 * size : size, objects: false };
  const objects = holdsObjects(dtype.states);
  return objects === undefined ? undefined : { bytes: size, objects };
}

/** A record hides an object where flag bit 0 of its state is set; unknown when possible states disagree. */
function holdsObjects(states: readonly Literal[]): boolean | undefined {
  const flags = new Set(states.map((state) => (Array.isArray(state) ? state[7] : undefined)));
  const [only] = flags;
  return flags.size === 1 && typeof only === 'number' ? (only & 1) === 1 : undefined;
}
