// What code a serialized R object carries, gathered by kind and place.
import type { TreeNode } from '../views/tree.ts';

/**
 * - `promise`: evaluated as soon as anything looks at the value, which is how a file runs code on its own
 * - `closure`: a function; runs when someone calls it
 * - `call`: an expression kept as data (formulas, the call of a fitted model); runs when someone evaluates it
 * - `active-binding`: a function that runs when its variable is read
 */
export type RCodeKind = 'promise' | 'closure' | 'call' | 'active-binding';

/** `frame`: among the variables of an environment, where honest objects carry them too. `value`: anywhere else. */
export type RPlace = 'value' | 'frame';

/** Names called and short texts used by all code of one kind in one place. */
export class RCode {
  readonly kind: RCodeKind;
  readonly place: RPlace;
  /** Of the first one. */
  readonly offset: number;
  count = 0;
  /** Called name to the offset of its first call. */
  readonly calls: Map<string, number> = new Map();
  readonly texts: Set<string> = new Set();

  constructor(kind: RCodeKind, place: RPlace, offset: number) {
    this.kind = kind;
    this.place = place;
    this.offset = offset;
  }

  /** As a tree node, for the view. */
  toTree(): TreeNode {
    const calls = new Map<string, TreeNode>(this.calls);
    return new Map<string, TreeNode>([
      ['kind', this.kind],
      ['place', this.place],
      ['offset', this.offset],
      ['count', this.count],
      ['calls', calls],
      ['texts', [...this.texts]],
    ]);
  }
}
