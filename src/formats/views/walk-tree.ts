// Visits every map, list and value of a tree once, however often aliases share it.
import type { TreeNode } from './tree.ts';

export interface TreeVisit {
  readonly node: TreeNode;
  /** RFC 6901 pointer of the first way to it. */
  readonly pointer: string;
  /** Key it stands under; empty for list elements and the root. */
  readonly key: string;
  /** The map or list that holds it. */
  readonly parent: TreeNode;
}

/** Every node below and including `root`, outer before inner, in file order. Iterative: any depth is safe. */
export function* walkTree(root: TreeNode): Generator<TreeVisit> {
  const seen = new Set<TreeNode>();
  const pending: TreeVisit[] = [{ node: root, pointer: '', key: '', parent: null }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    yield visit;
    const { node } = visit;
    if (node === null || typeof node !== 'object' || seen.has(node)) continue;
    seen.add(node);
    for (const child of childrenOf(node, visit.pointer).reverse()) pending.push(child);
  }
}

/** The map itself when `node` is one. */
export function asMap(node: TreeNode | undefined): ReadonlyMap<string, TreeNode> | undefined {
  return node instanceof Map ? node : undefined;
}

/** The list itself when `node` is one. */
export function asList(node: TreeNode | undefined): readonly TreeNode[] | undefined {
  return Array.isArray(node) ? node : undefined;
}

function childrenOf(node: TreeNode, pointer: string): TreeVisit[] {
  const short = pointer.length > maxPointerLength ? '…' : pointer;
  const map = asMap(node);
  if (map !== undefined) {
    return [...map].map(([key, child]) => ({ node: child, pointer: `${short}/${escapeKey(key)}`, key, parent: node }));
  }
  const list = asList(node) ?? [];
  return list.map((child, index) => ({ node: child, pointer: `${short}/${index}`, key: '', parent: node }));
}

function escapeKey(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A pointer longer than this is no help to a reader, and would cost depth times length. */
const maxPointerLength = 2000;
