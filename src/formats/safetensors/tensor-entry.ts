// One tensor of a safetensors header, read as strictly as the reference reader and no stricter.
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import type { ExactMember, ExactNode } from '../json/exact-member.ts';
import { dtypeBits } from './dtypes.ts';

export interface TensorEntry {
  readonly name: string;
  /** Offset in the file of the name. */
  readonly offset: number;
  readonly dtype: string;
  readonly shape: readonly bigint[];
  /** Range in the data, counted from its start. */
  readonly begin: bigint;
  readonly end: bigint;
  /** What the reader accepts although the format's text does not have it. */
  readonly tolerated: readonly string[];
}

/**
 * Reads `{"dtype", "shape", "data_offsets"}`, or the same three as an array, which the reference reader takes too.
 * @throws {FormatError} FORMAT_MALFORMED where the reference reader refuses
 * @source safetensors 0.8.0, `TensorInfo`: a derived serde structure
 */
export function readTensorEntry(member: ExactMember): TensorEntry {
  const tolerated: string[] = [];
  const fields = tensorFields(member, tolerated);
  const [begin, end] = fields.offsets;
  return {
    name: member.name,
    offset: member.offset,
    dtype: readDtype(fields.dtype, tolerated),
    shape: fields.shape,
    begin,
    end,
    tolerated,
  };
}

interface Fields {
  readonly dtype: ExactNode;
  readonly shape: readonly bigint[];
  readonly offsets: readonly [bigint, bigint];
}

function tensorFields(member: ExactMember, tolerated: string[]): Fields {
  const node = member.value;
  if (node.kind === 'array') {
    const [dtype, shape, offsets, extra] = node.items;
    if (dtype === undefined || shape === undefined || offsets === undefined || extra !== undefined) {
      throw malformed('a tensor written as an array must have three elements', node.offset);
    }
    tolerated.push('a tensor written as an array instead of an object');
    return { dtype, shape: unsignedList(shape), offsets: offsetPair(offsets) };
  }
  if (node.kind !== 'object') throw malformed(`tensor ${quote(member.name)} is not an object`, node.offset);
  const known = new Map<string, ExactNode>();
  for (const field of node.members) {
    if (!fieldNames.has(field.name))
      tolerated.push(`a tensor field ${quote(field.name)} that the format does not have`);
    else if (known.has(field.name)) throw malformed(`field ${quote(field.name)} stands twice`, field.offset);
    else known.set(field.name, field.value);
  }
  const dtype = known.get('dtype');
  const shape = known.get('shape');
  const offsets = known.get('data_offsets');
  if (dtype === undefined || shape === undefined || offsets === undefined) {
    throw malformed(`tensor ${quote(member.name)} lacks dtype, shape or data_offsets`, node.offset);
  }
  return { dtype, shape: unsignedList(shape), offsets: offsetPair(offsets) };
}

function readDtype(node: ExactNode, tolerated: string[]): string {
  let name = node.kind === 'string' ? node.text : undefined;
  if (node.kind === 'object' && node.members.length === 1) {
    const variant = node.members[0];
    if (variant !== undefined && isUnit(variant.value)) {
      name = variant.name;
      tolerated.push('a data type written as an object');
    }
  }
  if (name === undefined) throw malformed('a data type must be a string', node.offset);
  if (!dtypeBits.has(name)) throw malformed(`data type ${quote(name)} does not exist`, node.offset);
  return name;
}

/** What serde takes for "no value" inside an enum written as an object. */
function isUnit(node: ExactNode): boolean {
  return node.kind === 'literal' && node.value === null;
}

function offsetPair(node: ExactNode): readonly [bigint, bigint] {
  const [begin, end, extra] = unsignedList(node);
  if (begin === undefined || end === undefined || extra !== undefined) {
    throw malformed('data_offsets must have two elements', node.offset);
  }
  return [begin, end];
}

function unsignedList(node: ExactNode): readonly bigint[] {
  if (node.kind !== 'array') throw malformed('a list of numbers is expected', node.offset);
  return node.items.map(unsigned);
}

function unsigned(node: ExactNode): bigint {
  // ATTACKER: a number of a megabyte of digits is cut off here before it becomes a BigInt, which takes quadratic time.
  const text = node.kind === 'number' && /^[0-9]{1,20}$/.test(node.written) ? node.written : undefined;
  if (text === undefined || BigInt(text) >= 1n << 64n) {
    throw malformed('an unsigned 64-bit number is expected', node.offset);
  }
  return BigInt(text);
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

const fieldNames: ReadonlySet<string> = new Set(['dtype', 'shape', 'data_offsets']);
