// What one element of an npy array is: how many bytes, and whether Python objects are in it.
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import type { Literal } from './parse-literal.ts';

export interface DataType {
  /** Bytes of one element; meaningless when it holds objects. */
  readonly bytes: number;
  /** True when numpy stores the array as a pickle. */
  readonly objects: boolean;
}

/**
 * Reads a `descr`: a type string, a list of fields, or a type with a shape.
 * @throws {FormatError} FORMAT_UNSUPPORTED for a type that numpy does not write
 * @source numpy/lib/format.py, `descr_to_dtype`
 */
export function readDataType(descr: Literal): DataType {
  if (descr.kind === 'text') return readTypeString(descr.text);
  if (descr.kind === 'tuple') {
    const [type, shape] = descr.items;
    if (type === undefined) throw unsupported('an empty tuple');
    return repeat(readDataType(type), shape);
  }
  if (descr.kind !== 'list') throw unsupported('something that is no type');
  const fields = descr.items.map(readField);
  return {
    bytes: fields.reduce((sum, field) => sum + field.bytes, 0),
    objects: fields.some((field) => field.objects),
  };
}

/** A field is (name, type) or (name, type, shape); the name may be a (title, name) pair. */
function readField(field: Literal): DataType {
  if (field.kind !== 'tuple' && field.kind !== 'list') throw unsupported('a field that is no tuple');
  const [, type, shape] = field.items;
  if (type === undefined) throw unsupported('a field without a type');
  return repeat(readDataType(type), shape);
}

function repeat(type: DataType, shape: Literal | undefined): DataType {
  if (shape === undefined || shape.kind === 'dict') return type;
  return { ...type, bytes: type.bytes * elementCount(shape) };
}

/** The product of a shape, which may be one integer. */
export function elementCount(shape: Literal): number {
  const items = shape.kind === 'tuple' || shape.kind === 'list' ? shape.items : [shape];
  return items.reduce((product, item) => {
    if (item.kind !== 'integer' || !(item.value >= 0)) throw unsupported('a shape that is no list of sizes');
    return product * item.value;
  }, 1);
}

// ATTACKER: numpy.dtype() takes far more spellings than numpy writes ("object", "i4,O"). What could mean objects is taken
// for objects, what is unknown is refused.
function readTypeString(text: string): DataType {
  if (/object|O|pickle/.test(text)) return { bytes: 0, objects: true };
  const match = /^[<>=|]?([?bBiufcSaUVmMt])([0-9]{0,9})(\[[0-9A-Za-z/]{1,20}\])?$/.exec(text);
  const letter = match?.[1];
  if (match === null || letter === undefined) throw unsupported(quote(text));
  const size = match[2] === '' ? 1 : Number(match[2]);
  return { bytes: letter === 'U' ? size * bytesPerCharacter : size, objects: false };
}

function unsupported(what: string): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', `the data type is ${what}, which numpy does not write`, { offset: 10 });
}

const bytesPerCharacter = 4;
