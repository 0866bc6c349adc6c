// Visits every map, list and value of a tree once, however often aliases share it.
import type { TreeNode } from './tree.ts';

export interface TreeVisit {
  readonly node: TreeNode;
  /** RFC 6901 pointer of the first way to it. Made when it is asked for, which must be before the next visit. */
  readonly pointer: string;
  /** Key it stands under; empty for list elements and the root. */
  readonly key: string;
  /** The map or list that holds it. */
  readonly parent: TreeNode;
  /** Whether it stands at, or anywhere below, a key that `test` takes. Costs its depth. */
  isUnder(test: (key: string) => boolean): boolean;
}

/**
 * Every map, list and text below and including `root`, outer before inner, in file order; numbers and the like in
 * lists are left out, of which there may be millions. Iterative: any depth is safe. There is one visit object, which changes.
 */
export function* walkTree(root: TreeNode): Generator<TreeVisit> {
  const seen = new Set<TreeNode>();
  const visit = new Walk(root);
  yield visit;
  if (isContainer(root)) visit.enter(root);
  while (visit.next()) {
    const { node } = visit;
    yield visit;
    if (!isContainer(node) || seen.has(node)) continue;
    // INVARIANT: an empty container leads nowhere, so that of many of them none is remembered.
    if (sizeOf(node) === 0) continue;
    seen.add(node);
    visit.enter(node);
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

type Container = ReadonlyMap<string, TreeNode> | readonly TreeNode[];

/** A container whose children are being visited. */
interface Level {
  readonly container: Container;
  readonly entries: Iterator<readonly [string, TreeNode]> | undefined;
  /** Key or index of the child that is visited. */
  key: string;
  index: number;
}

class Walk implements TreeVisit {
  node: TreeNode;
  key = '';
  parent: TreeNode = null;
  readonly #open: Level[] = [];

  constructor(root: TreeNode) {
    this.node = root;
  }

  enter(container: Container): void {
    const entries = container instanceof Map ? container.entries() : undefined;
    this.#open.push({ container, entries, key: '', index: -1 });
  }

  /** Goes to the next node that is visited. @returns false at the end */
  next(): boolean {
    for (let level = this.#open.at(-1); level !== undefined; level = this.#open.at(-1)) {
      if (this.#nextIn(level)) return true;
      this.#open.pop();
    }
    return false;
  }

  get pointer(): string {
    let pointer = '';
    for (const { entries, key, index } of this.#open) {
      if (pointer.length > maxPointerLength) pointer = '…';
      pointer += `/${entries === undefined ? index : escapeKey(key)}`;
    }
    return pointer;
  }

  isUnder(test: (key: string) => boolean): boolean {
    return this.#open.some(({ entries, key }) => entries !== undefined && test(key));
  }

  #nextIn(level: Level): boolean {
    const { container, entries } = level;
    if (entries === undefined && Array.isArray(container)) {
      for (level.index += 1; level.index < container.length; level.index += 1) {
        const node: TreeNode = container[level.index] ?? null;
        if (isVisited(node)) return this.#come(node, '', container);
      }
      return false;
    }
    const next = entries?.next();
    if (next === undefined || next.done === true) return false;
    level.key = next.value[0];
    return this.#come(next.value[1], level.key, container);
  }

  #come(node: TreeNode, key: string, parent: TreeNode): true {
    this.node = node;
    this.key = key;
    this.parent = parent;
    return true;
  }
}

function isVisited(node: TreeNode): boolean {
  return typeof node === 'string' || isContainer(node);
}

function isContainer(node: TreeNode): node is Container {
  return typeof node === 'object' && node !== null;
}

function sizeOf(container: Container): number {
  return Array.isArray(container) ? container.length : container instanceof Map ? container.size : 0;
}

function escapeKey(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A pointer longer than this is no help to a reader, and would cost depth times length. */
const maxPointerLength = 2000;
