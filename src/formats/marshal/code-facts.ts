// Everything that marshalled code names: all code objects, nested ones included, flattened for judgement.
import { type CodeObject, type MarshalContainer, type MarshalValue, textOf } from './marshal-value.ts';

export interface CodeFacts {
  /** Outermost first. */
  readonly codes: readonly CodeObject[];
  /** Distinct names that any of the code objects looks up. */
  readonly names: readonly string[];
  /** Distinct text constants. */
  readonly texts: readonly string[];
  /** Constants that are byte strings. */
  readonly byteStrings: readonly Uint8Array[];
}

/** Walks a value once; parts that are shared or contain themselves are visited once. Linear in the size of the value. */
export function codeFacts(root: MarshalValue): CodeFacts {
  const codes: CodeObject[] = [];
  const texts = new Set<string>();
  const byteStrings: Uint8Array[] = [];
  const nameLists = new Set<MarshalContainer>();
  const seen = new Set<MarshalValue>([root]);
  // A set keeps insertion order and may grow while it is walked.
  for (const value of seen) {
    if (value.kind === 'text') texts.add(value.text);
    else if (value.kind === 'bytes') byteStrings.push(value.bytes);
    else if (value.kind === 'container') for (const item of value.items) seen.add(item);
    else if (value.kind === 'code') {
      codes.push(value);
      nameLists.add(value.names);
      seen.add(value.constants);
    }
  }
  return { codes, names: distinctNames(nameLists), texts: [...texts], byteStrings };
}

/** Every text in lists of names, once. */
export function distinctNames(lists: ReadonlySet<MarshalContainer>): string[] {
  const names = new Set<string>();
  for (const list of lists) {
    for (const item of list.items) {
      const name = textOf(item);
      if (name !== undefined) names.add(name);
    }
  }
  return [...names];
}
