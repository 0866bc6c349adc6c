// JSON that means one thing to every reader: what signatures are taken over and decisions rest on.
import { FormatError } from '../errors.ts';
import { WorkBudget } from '../work-budget.ts';
import { type JsonNode, parseJsonTree } from './parse-json-tree.ts';

export interface StrictJsonOptions {
  /** Longest document, bytes. */
  readonly maxBytes: number;
  /** Containers inside each other. */
  readonly maxDepth: number;
}

/**
 * Reads one RFC 8259 document and refuses whatever two readers may take differently: a name that occurs twice in an
 * object, a byte order mark, NaN, half a surrogate pair, anything after the document.
 * @throws {FormatError} FORMAT_MALFORMED or FORMAT_TRUNCATED with the offset, FORMAT_LIMIT beyond `options`
 * @source RFC 8259 section 4 (names should be unique), RFC 7493 section 2.3 (must be)
 */
export function parseStrictJson(bytes: Uint8Array, options: StrictJsonOptions): JsonNode {
  if (bytes.length > options.maxBytes) {
    throw new FormatError('FORMAT_LIMIT', `the document has more than ${options.maxBytes} bytes`, {
      value: bytes.length,
    });
  }
  const tree = parseJsonTree(bytes, new WorkBudget(bytes.length), { maxDepth: options.maxDepth });
  const [problem] = tree.problems;
  if (problem === undefined) return tree.root;
  const fields = { offset: problem.offset, value: problem.text };
  throw new FormatError(
    'FORMAT_MALFORMED',
    `the same name stands twice in one object at byte ${problem.offset}`,
    fields,
  );
}
