// What TensorFlow Lite keeps of an operator that it hands to TensorFlow ("Flex"): a FlexBuffer vector of the operator's
// name and its NodeDef as bytes (tensorflow/lite/delegates/flex/kernel.cc).

import type { FlatVector } from '../flatbuffers/flat-buffer.ts';
import type { PagedBytes } from '../flatbuffers/paged-bytes.ts';

const vectorType = 10;

/** Range [from, to) of the NodeDef inside custom options; undefined when they are made in another way. */
export function flexNodeDef(bytes: PagedBytes, options: FlatVector): { from: number; to: number } | undefined {
  const end = options.at + options.length;
  if (options.length < 8) return undefined;
  const rootWidth = bytes.u8(end - 1);
  const rootType = bytes.u8(end - 2);
  if (rootType >> 2 !== vectorType || !isWidth(rootWidth)) return undefined;
  const width = 1 << (rootType & 3);
  const root = end - 2 - rootWidth;
  const vector = root - unsigned(bytes, root, rootWidth);
  if (vector - width < options.at || vector + 2 * (width + 1) > end) return undefined;
  if (unsigned(bytes, vector - width, width) !== 2) return undefined;
  const element = vector + width;
  const text = element - unsigned(bytes, element, width);
  const lengthWidth = 1 << (bytes.u8(vector + 2 * width + 1) & 3);
  if (text - lengthWidth < options.at) return undefined;
  const to = text + unsigned(bytes, text - lengthWidth, lengthWidth);
  return to > end ? undefined : { from: text, to };
}

function isWidth(width: number): boolean {
  return width === 1 || width === 2 || width === 4 || width === 8;
}

function unsigned(bytes: PagedBytes, at: number, width: number): number {
  if (width === 1) return bytes.u8(at);
  if (width === 2) return bytes.u16(at);
  return width === 4 ? bytes.u32(at) : bytes.u64(at);
}
