// Code: what a program would call, as far as its source says so (Python files, notebooks).
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

/** When a statement runs: when the file is imported or run, or only when somebody calls the function it is in. */
export type RunsWhen = 'import' | 'called';

/** What an argument is made of, as far as that is written in the source. */
export type CodeValue =
  | { readonly kind: 'text'; readonly text: string }
  /** A call: its name and arguments, which shows where decoded or downloaded data goes. */
  | { readonly kind: 'call'; readonly callee: string; readonly args: readonly CodeValue[] }
  /** A name, dotted; imports resolved. */
  | { readonly kind: 'name'; readonly name: string }
  /** Anything else; `parts` are the values inside it. */
  | { readonly kind: 'other'; readonly parts: readonly CodeValue[] };

export interface CodeCall {
  /** Dotted name with import aliases resolved; empty when the callee is not a name. */
  readonly callee: string;
  /** What the callee is made of when it is not a plain name. */
  readonly calleeValue?: CodeValue;
  readonly args: readonly CodeValue[];
  readonly keywords: ReadonlyMap<string, CodeValue>;
  readonly when: RunsWhen;
  /** Inside `if __name__ == "__main__"`: runs when the file is started, not when it is imported. */
  readonly inMain: boolean;
  readonly line: number;
}

export interface CodeView {
  readonly kind: 'code';
  /** Id of the format that made it. */
  readonly format: string;
  readonly calls: readonly CodeCall[];
  /** Dotted names of imports. */
  readonly imports: readonly { readonly name: string; readonly line: number }[];
  /** Dotted names with a double underscore that are used to reach an object's internals. */
  readonly internals: readonly { readonly name: string; readonly line: number; readonly when: RunsWhen }[];
  /** Shell commands of notebook cells and shell scripts. */
  readonly commands: readonly { readonly text: string; readonly line: number }[];
  /** HTML and JavaScript that a viewer would show or run (notebook outputs and text cells). */
  readonly markup?: readonly string[];
  /** Lines on which the parser found no valid syntax. */
  readonly syntaxErrors: readonly number[];
  readonly oddities: readonly Oddity[];
  readonly parts: readonly Part[];
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
