// Attribute messages, versions 1 to 3 (specification, section IV.A.2.m).
import { FormatError } from '#core/errors';
import { type Datatype, parseDataspace, parseDatatype } from './datatype.ts';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';
import { readSharedDatatype } from './shared-message.ts';

export interface Attribute {
  readonly name: string;
  readonly datatype: Datatype;
  /** Product of the dimensions. */
  readonly elements: number;
  /** The elements one after the other; references into the global heap for variable-length types. */
  readonly bytes: Uint8Array;
}

/** @throws {FormatError} */
export function parseAttribute(file: Hdf5File, message: Uint8Array): Attribute {
  const block = new Hdf5Block(message, file);
  const version = block.u8();
  const flags = block.u8();
  if (version < 1 || version > 3) throw new FormatError('FORMAT_MALFORMED', `attribute version ${version} is unknown`);
  const nameBytes = block.u16();
  const typeBytes = block.u16();
  const spaceBytes = block.u16();
  if (version === 3) block.skip(1);
  const padded = (length: number): number => (version === 1 ? 8 * Math.ceil(length / 8) : length);
  const name = new Hdf5Block(block.view(padded(nameBytes)), file).textToNul();
  const type = new Hdf5Block(block.view(padded(typeBytes)), file);
  const space = new Hdf5Block(block.view(padded(spaceBytes)), file);
  const datatype = version > 1 && (flags & 1) !== 0 ? readSharedDatatype(file, type) : parseDatatype(type);
  // A shared dataspace: one element is all that is known.
  const dimensions = version > 1 && (flags & 2) !== 0 ? [] : parseDataspace(space);
  const elements = dimensions?.reduce((product, size) => product * size, 1) ?? 0;
  if (elements * datatype.size > block.remaining || (datatype.size === 0 && elements > 1)) {
    throw new FormatError('FORMAT_TRUNCATED', 'an attribute is longer than its message');
  }
  return { name, datatype, elements, bytes: block.view(elements * datatype.size) };
}
