// What the JSON reader tells its caller, in document order. Offsets count bytes from the start of the document.

/** Receives a JSON document piece by piece; nothing of it is kept by the reader. */
export interface JsonEvents {
  openObject(offset: number): void;
  closeObject(offset: number): void;
  openArray(offset: number): void;
  closeArray(offset: number): void;
  /** A member's name; its value follows. */
  key(text: string, offset: number): void;
  string(text: string, offset: number): void;
  /** A number as it is written, so that `-0`, `1.0` and 2^64 can be told from their neighbours. */
  number(written: string, offset: number): void;
  literal(value: boolean | null, offset: number): void;
  /** Something that breaks RFC 8259 or surprises loaders, and that the caller chose to tolerate. */
  problem(problem: JsonProblem): void;
}

/**
 * - `byte-order-mark`: U+FEFF before the document; some loaders refuse it
 * - `control-character`: a raw character below U+0020 inside a string
 * - `lone-surrogate`: an escape that is half of a surrogate pair; there is no such character
 * - `not-a-number`: NaN, Infinity or -Infinity, which Python reads and writes
 * - `duplicate-key`: the same name twice in one object; most loaders take the last, some the first (tree reader only)
 */
export type JsonProblemKind =
  | 'byte-order-mark'
  | 'control-character'
  | 'lone-surrogate'
  | 'not-a-number'
  | 'duplicate-key';

export interface JsonProblem {
  readonly kind: JsonProblemKind;
  readonly offset: number;
  /** The string or name it concerns; empty where there is none. */
  readonly text: string;
}
