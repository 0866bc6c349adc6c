// Tensors: named arrays of numbers and the metadata beside them (safetensors, GGUF, npy, flax).
import type { ExternalFile } from './graph.ts';
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

export interface Tensor {
  readonly name: string;
  /** Data type in the format's own spelling. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Byte range [from, to) in the file. */
  readonly from: number;
  readonly to: number;
}

export interface TensorsView {
  readonly kind: 'tensors';
  /** Id of the format that made it. */
  readonly format: string;
  readonly tensors: readonly Tensor[];
  /** Key and value pairs as text, in file order, duplicates kept, long values cut. */
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
  /** Files that the loader opens beside this one (HDF5 external links and storage). */
  readonly externalFiles?: readonly ExternalFile[];
  readonly oddities: readonly Oddity[];
  /** Tensor data (raw) and whatever the metadata carries that is a format of its own, such as chat templates. */
  readonly parts: readonly Part[];
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
