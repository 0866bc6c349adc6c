// Tree: configuration as nested maps and lists (JSON, YAML, the config inside a Keras file, XML as elements).
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

export type TreeNode =
  | null
  | boolean
  | number
  | string
  | readonly TreeNode[]
  /** A Map, so that no key of the file can be a key of Object.prototype. */
  | ReadonlyMap<string, TreeNode>;

export interface TreeView {
  readonly kind: 'tree';
  /** Id of the format that made it. */
  readonly format: string;
  readonly root: TreeNode;
  /** YAML tags that a loader resolves to code, with their line; empty elsewhere. */
  readonly tags: readonly { readonly tag: string; readonly line: number }[];
  readonly oddities: readonly Oddity[];
  readonly parts: readonly Part[];
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
