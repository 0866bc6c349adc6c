// YAML nodes to a tree: aliases share what they point to, tags are kept as the loader resolves them.
import type { Document } from 'yaml';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import type { TreeNode } from '../views/tree.ts';

export interface YamlTag {
  readonly tag: string;
  readonly line: number;
}

/** Turns the documents of one YAML text into trees. One instance per text. */
export class YamlTreeBuilder {
  readonly tags: YamlTag[] = [];
  readonly #yaml: typeof import('yaml');
  readonly #budget: WorkBudget;
  readonly #lineOf: (offset: number) => number;
  /** What an alias means at this point of the text; the library's own look-up walks the whole document each time. */
  readonly #anchors = new Map<string, TreeNode>();
  /** Size each container would have if every alias were written out; infinite when it contains itself. */
  readonly #expanded = new Map<TreeNode, number>();

  constructor(yaml: typeof import('yaml'), budget: WorkBudget, lineOf: (offset: number) => number) {
    this.#yaml = yaml;
    this.#budget = budget;
    this.#lineOf = lineOf;
  }

  /** @throws {FormatError} FORMAT_LIMIT */
  build(document: Document.Parsed): TreeNode {
    return this.#node(document.contents, document, 0);
  }

  /** Nodes the tree has when aliases are written out. */
  expandedSize(root: TreeNode): number {
    return typeof root === 'object' && root !== null ? (this.#expanded.get(root) ?? 1) : 1;
  }

  #node(node: unknown, document: Document.Parsed, depth: number): TreeNode {
    this.#budget.spend(1);
    if (depth > limits.treeDepth.value)
      throw new FormatError('FORMAT_LIMIT', 'YAML nested too deep', { limit: 'treeDepth' });
    const { isAlias, isMap, isSeq, isScalar } = this.#yaml;
    if (isAlias(node)) {
      return this.#anchors.get(node.source) ?? null;
    }
    if (isScalar(node)) {
      this.#noteTag(node.tag, node.range?.[0]);
      const value = scalar(node.value, node.source);
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, value);
      return value;
    }
    if (!isMap(node) && !isSeq(node)) return null;
    this.#noteTag(node.tag, node.range?.[0]);
    return isMap(node) ? this.#map(node, document, depth) : this.#list(node, document, depth);
  }

  #map(node: import('yaml').YAMLMap, document: Document.Parsed, depth: number): TreeNode {
    const map = new Map<string, TreeNode>();
    this.#start(node.anchor, map);
    let size = 1;
    for (const pair of node.items) {
      const key = this.#node(pair.key, document, depth + 1);
      const value = this.#node(pair.value, document, depth + 1);
      map.set(typeof key === 'object' ? '?' : String(key), value);
      size += this.expandedSize(key) + this.expandedSize(value);
    }
    this.#expanded.set(map, size);
    return map;
  }

  #list(node: import('yaml').YAMLSeq, document: Document.Parsed, depth: number): TreeNode {
    const list: TreeNode[] = [];
    this.#start(node.anchor, list);
    let size = 1;
    for (const item of node.items) {
      const value = this.#node(item, document, depth + 1);
      list.push(value);
      size += this.expandedSize(value);
    }
    this.#expanded.set(list, size);
    return list;
  }

  /** Known before its content is: an alias to an enclosing node finds it, and its size while it is being built is infinite. */
  #start(anchor: string | undefined, tree: TreeNode): void {
    if (anchor !== undefined) this.#anchors.set(anchor, tree);
    this.#expanded.set(tree, Number.POSITIVE_INFINITY);
  }

  #noteTag(tag: string | undefined, offset: number | undefined): void {
    if (tag === undefined || coreTag.test(tag)) return;
    if (this.tags.length < limits.yamlTags.value) this.tags.push({ tag, line: this.#lineOf(offset ?? 0) });
  }
}

function scalar(value: unknown, source: string | undefined): TreeNode {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  return source ?? String(value);
}

const coreTag = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq|timestamp|binary|set|omap|pairs|merge)$/;
