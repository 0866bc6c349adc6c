// Datatype and dataspace messages, as far as the reader needs them (specification, sections IV.A.2.b and IV.A.2.d).
import { FormatError } from '#core/errors';
import type { Hdf5Block } from './hdf5-file.ts';

export interface Datatype {
  /** `bytes`: integers of one byte and opaque values; `number`: all that is neither text nor bytes nor variable. */
  readonly kind: 'text' | 'bytes' | 'variable' | 'number';
  /** Name in reports: `float32`, `string`, ... */
  readonly name: string;
  /** Bytes per element. */
  readonly size: number;
}

/** @throws {FormatError} */
export function parseDatatype(block: Hdf5Block): Datatype {
  const first = block.u8();
  const bits = block.u8();
  block.skip(2);
  const size = block.u32();
  const type = first & 0x0f;
  if (type === 0)
    return { kind: size === 1 ? 'bytes' : 'number', name: `${bits & 8 ? 'int' : 'uint'}${8 * size}`, size };
  if (type === 1) return { kind: 'number', name: `float${8 * size}`, size };
  if (type === 3) return { kind: 'text', name: 'string', size };
  if (type === 5) return { kind: 'bytes', name: 'opaque', size };
  if (type === 9)
    return { kind: 'variable', name: (bits & 0x0f) === 1 ? 'variable-length string' : 'variable-length', size };
  return { kind: 'number', name: classNames[type] ?? `class ${type}`, size };
}

const classNames: readonly string[] = [
  'integer',
  'float',
  'time',
  'string',
  'bit field',
  'opaque',
  'compound',
  'reference',
  'enumeration',
  'variable-length',
  'array',
  'complex',
];

/** Dimensions; empty for a scalar, undefined for a null dataspace. @throws {FormatError} */
export function parseDataspace(block: Hdf5Block): readonly number[] | undefined {
  const version = block.u8();
  const rank = block.u8();
  block.skip(1);
  const type = block.u8();
  if (version === 1) block.skip(4);
  else if (version !== 2) throw new FormatError('FORMAT_MALFORMED', `dataspace version ${version} is unknown`);
  if (version === 2 && type === 2) return undefined;
  if (rank > 32) throw new FormatError('FORMAT_MALFORMED', `${rank} dimensions, at most 32 are allowed`);
  return Array.from({ length: rank }, () => block.length() ?? Number.POSITIVE_INFINITY);
}
