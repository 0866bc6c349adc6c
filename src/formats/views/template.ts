// Template: what a template does when it is rendered, beyond printing what it was given.
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

export type TemplateFact =
  /** An attribute, subscript or filter argument that names something starting with an underscore. */
  | { readonly what: 'underscore'; readonly name: string; readonly line: number }
  /** An attribute whose name is computed in a way that was not followed. */
  | { readonly what: 'computed-attribute'; readonly line: number }
  /** An attribute of an object that the template engine itself provides (self, cycler, joiner, lipsum). */
  | { readonly what: 'engine-object'; readonly name: string; readonly line: number }
  /** include, import, from or extends; `target` when it is a constant. */
  | { readonly what: 'other-template'; readonly statement: string; readonly target?: string; readonly line: number }
  /** Steps or characters that a constant asks for. */
  | { readonly what: 'cost'; readonly amount: number; readonly line: number };

export interface TemplateView {
  readonly kind: 'template';
  /** Id of the format that made it. */
  readonly format: string;
  readonly text: string;
  readonly facts: readonly TemplateFact[];
  /** Why the template could not be parsed; absent when it was. Facts are then those of a search through its tokens. */
  readonly unparsed?: string;
  readonly oddities: readonly Oddity[];
  readonly parts: readonly Part[];
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
