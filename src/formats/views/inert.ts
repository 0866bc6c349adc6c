// Inert: recognised, read to its end, and nothing in it can run or be followed (images, audio, tables of numbers).
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

export interface InertView {
  readonly kind: 'inert';
  /** Id of the format that made it. */
  readonly format: string;
  readonly oddities: readonly Oddity[];
  readonly parts: readonly Part[];
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
