// The tree of a JSON file, read once for all formats that look at it.
import type { ByteSource } from '#core/byte-source';
import type { JsonNode, JsonTree } from '#core/json/parse-json-tree';

type Container = JsonNode & object;

interface Kept {
  /** Whoever still judges the tree keeps it; nothing else does. */
  readonly root: WeakRef<Container>;
  readonly rest: Omit<JsonTree, 'root'>;
}

const trees = new WeakMap<ByteSource, Kept>();

/** Remembers the tree of a source for as long as a view holds it. */
export function keepJsonTree(source: ByteSource, tree: JsonTree): JsonTree {
  const { root, ...rest } = tree;
  if (typeof root === 'object' && root !== null) trees.set(source, { root: new WeakRef(root), rest });
  return tree;
}

/** The tree that another format read from the same source. */
export function keptJsonTree(source: ByteSource): JsonTree | undefined {
  const kept = trees.get(source);
  const root = kept?.root.deref();
  return kept === undefined || root === undefined ? undefined : { root, ...kept.rest };
}
