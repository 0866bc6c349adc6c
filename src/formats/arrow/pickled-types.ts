// Arrow schemas may name an extension type whose definition is a pickle: pyarrow unpickled it on reading.
// Source: CVE-2023-47248; Apache Arrow, python/pyarrow/types.pxi, `PyExtensionType`.
import { type ByteSource, MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import type { Part } from '../views/part.ts';

/**
 * The pickles that follow the name of pyarrow's pickled type in a schema, plain or in base64 as Parquet keeps it.
 * @param from - start of the schema or of the metadata that holds it
 * @throws {FormatError} FORMAT_LIMIT when the metadata is too long to hold
 */
export function pickledTypes(source: ByteSource, from: number, to: number, budget: WorkBudget): readonly Part[] {
  if (to - from > limits.arrowSchema.value) {
    throw new FormatError('FORMAT_LIMIT', 'the metadata is too long to hold', { offset: from, limit: 'arrowSchema' });
  }
  budget.spend(to - from, from);
  const bytes = Buffer.from(source.read(from, to - from));
  const range = { from, to };
  const plain = picklesIn(bytes);
  return [...plain, ...schemasInBase64(bytes).flatMap(picklesIn)].map((pickle, index) => ({
    name: `pickled type ${index}`,
    source: new MemorySource(pickle),
    range,
    readAs: ['pickle'],
  }));
}

function picklesIn(bytes: Buffer): readonly Buffer[] {
  if (!bytes.includes(pickledTypeName)) return [];
  const pickles: Buffer[] = [];
  // The metadata stands near the name, before or after it, as a length and the pickle itself.
  for (let at = bytes.indexOf(0x80); at !== -1 && pickles.length < mostPickles; at = bytes.indexOf(0x80, at + 1)) {
    const protocol = bytes[at + 1] ?? 0;
    const length = at >= 4 ? bytes.readUInt32LE(at - 4) : 0;
    const fits = length > 2 && at + length <= bytes.length && bytes[at + length - 1] === stop;
    if (protocol >= 2 && protocol <= 5 && fits) pickles.push(bytes.subarray(at, at + length));
  }
  // Metadata that is no binary pickle is still one for the loader.
  return pickles.length > 0 ? pickles : [bytes.subarray(bytes.indexOf(pickledTypeName))];
}

/** Parquet keeps the schema as base64 under the key ARROW:schema. */
function schemasInBase64(bytes: Buffer): readonly Buffer[] {
  const at = bytes.indexOf('ARROW:schema');
  if (at === -1) return [];
  const match = /[A-Za-z0-9+/]{64,}={0,2}/.exec(bytes.toString('latin1', at));
  return match === null ? [] : [Buffer.from(match[0], 'base64')];
}

const pickledTypeName = 'arrow.py_extension_type';
const stop = 0x2e;
const mostPickles = 100;
