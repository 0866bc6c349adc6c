// The elements of an attribute as byte strings: fixed-length and variable-length text, bytes, opaque values.
import { FormatError } from '#core/errors';
import type { Attribute } from './attribute.ts';
import type { GlobalHeap } from './global-heap.ts';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';

/** One entry per string; one for all bytes of a byte type; none for numbers. @throws {FormatError} */
export function attributeValues(file: Hdf5File, heap: GlobalHeap, attribute: Attribute): Uint8Array[] {
  const { datatype, elements, bytes } = attribute;
  if (datatype.kind === 'number' || elements === 0) return [];
  if (datatype.kind === 'bytes') return [bytes];
  if (datatype.kind === 'variable') return variableValues(file, heap, bytes);
  return Array.from({ length: elements }, (_, index) =>
    withoutPadding(bytes.subarray(index * datatype.size, (index + 1) * datatype.size)),
  );
}

/** Each element is {length u32, address, index u32}. @throws {FormatError} */
function variableValues(file: Hdf5File, heap: GlobalHeap, bytes: Uint8Array): Uint8Array[] {
  const block = new Hdf5Block(bytes, file);
  const elementBytes = 8 + file.offsetBytes;
  const values: Uint8Array[] = [];
  while (block.remaining >= elementBytes) {
    const length = block.u32();
    const address = block.address();
    const index = block.u32();
    file.budget.spend(1);
    // An element that was never written has length 0 and address 0.
    if (length === 0 || address === undefined || address === 0) continue;
    const object = heap.object(address, index).bytes;
    if (length > object.length) throw new FormatError('FORMAT_MALFORMED', 'a string is longer than its heap object');
    values.push(object);
  }
  return values;
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}
