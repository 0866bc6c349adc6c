// What marshal data holds, as far as a judgement of code needs it. Values may share parts and may contain themselves.

export interface CodeObject {
  readonly kind: 'code';
  /** Function or module name (`co_name`). */
  readonly name: string;
  readonly filename: string;
  /** Names the code looks up: globals, attributes, imported modules (`co_names`); text or bytes. */
  readonly names: MarshalContainer;
  /** Constants; the code of nested functions is among them (`co_consts`). */
  readonly constants: MarshalContainer;
  /** Length of the bytecode in bytes. */
  readonly codeBytes: number;
}

export type MarshalValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A number, None, True, ... */
  | { readonly kind: 'constant' }
  | MarshalContainer
  | CodeObject;

/** A tuple, list, set, slice, or the keys and values of a dict. */
export interface MarshalContainer {
  readonly kind: 'container';
  readonly items: readonly MarshalValue[];
}

/** The text of a string; Python 2 writes names as byte strings, so bytes are text too. Undefined for all else. */
export function textOf(value: MarshalValue): string | undefined {
  if (value.kind === 'text') return value.text;
  return value.kind === 'bytes' ? Buffer.from(value.bytes).toString('latin1') : undefined;
}

/** Fields of a code object in the order in which one generation of CPython writes them. */
export interface CodeLayout {
  /** CPython versions that write it. */
  readonly versions: string;
  /** Number of 32-bit integers before the bytecode. */
  readonly integersFirst: number;
  /** Then one object per entry; `line` is a 32-bit integer. */
  readonly fields: readonly CodeField[];
}

export type CodeField =
  | 'code'
  | 'constants'
  | 'names'
  | 'variables'
  | 'kinds'
  | 'filename'
  | 'name'
  | 'qualifiedName'
  | 'line'
  | 'table';

const beforeLine = ['code', 'constants', 'names', 'variables', 'variables', 'variables', 'filename', 'name'] as const;

/** Newest first. @source CPython Python/marshal.c, `w_complex_object` and `r_object`, 2.7 and 3.0 to 3.14 */
export const codeLayouts: readonly CodeLayout[] = [
  {
    versions: '3.11 and later',
    integersFirst: 5,
    fields: [
      'code',
      'constants',
      'names',
      'variables',
      'kinds',
      'filename',
      'name',
      'qualifiedName',
      'line',
      'table',
      'table',
    ],
  },
  { versions: '3.8 to 3.10', integersFirst: 6, fields: [...beforeLine, 'line', 'table'] },
  { versions: '3.0 to 3.7', integersFirst: 5, fields: [...beforeLine, 'line', 'table'] },
  { versions: '2.3 to 2.7', integersFirst: 4, fields: [...beforeLine, 'line', 'table'] },
];
