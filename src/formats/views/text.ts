// Text: a document that is decoded and not parsed further.
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

export interface TextView {
  readonly kind: 'text';
  /** Id of the format that made it. */
  readonly format: string;
  readonly text: string;
  readonly oddities: readonly Oddity[];
  readonly parts: readonly Part[];
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
