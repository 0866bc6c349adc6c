// The tree of a JSON file, read once for all formats that look at it.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { type JsonNode, type JsonTree, parseJsonTree } from '#core/json/parse-json-tree';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';

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
  if (source.size >= worthKeeping && typeof root === 'object' && root !== null)
    trees.set(source, { root: new WeakRef(root), rest });
  return tree;
}

/**
 * The tree of a source that another format may have read already.
 * @throws {FormatError} as `parseJsonTree`; FORMAT_LIMIT when the document is too long
 */
export function readJsonTree(source: ByteSource, budget: WorkBudget): JsonNode {
  const kept = keptJsonTree(source);
  if (kept !== undefined) return kept.root;
  if (source.size > limits.jsonBytes.value) {
    throw new FormatError('FORMAT_LIMIT', 'the document is too long', { limit: 'jsonBytes', value: source.size });
  }
  return keepJsonTree(source, parseJsonTree(readAll(source), budget, { tolerate: ['not-a-number'] })).root;
}

/** The tree that another format read from the same source. */
export function keptJsonTree(source: ByteSource): JsonTree | undefined {
  const kept = trees.get(source);
  const root = kept?.root.deref();
  return kept === undefined || root === undefined ? undefined : { root, ...kept.rest };
}

/** Bytes of a document that is not as well read again: archives hold many small ones, and remembering costs more. */
const worthKeeping = 4096;
