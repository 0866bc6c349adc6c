// JSON configuration and metadata: config.json, tokenizer.json, model_index.json, index maps, and anything else in JSON.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { type JsonTree, parseJsonTree, type TreeCost } from '#core/json/parse-json-tree';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { templateParts } from './jinja/template-parts.ts';
import { keepJsonTree } from './json/read-json-tree.ts';
import type { Oddity } from './views/oddity.ts';
import type { TreeNode, TreeView } from './views/tree.ts';

export const format: Format = {
  id: 'json',
  title: 'JSON',
  specification: 'RFC 8259, with NaN and Infinity as Python writes them; one document per line is read too',
  loading: 'Read as data; a configuration may name code that its loader imports (auto_map, _target_).',
  extensions: ['json'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  const first = firstVisible(sample.head);
  const opens = first === 0x7b || first === 0x5b;
  if (sample.extension === 'json') return opens ? 'content' : 'name';
  if (!opens || otherOwners.has(sample.extension)) return 'no';
  const last = sample.tail.findLast((byte) => byte > 32);
  return first === 0x7b && last === 0x7d ? 'name' : 'no';
}

function read(source: ByteSource, context: ReadContext): TreeView {
  if (source.size > limits.jsonBytes.value) {
    throw new FormatError('FORMAT_LIMIT', `JSON of ${source.size} bytes`, { offset: 0, limit: 'jsonBytes' });
  }
  const tree = parseDocuments(source, context);
  return {
    kind: 'tree',
    format: 'json',
    root: tree.root,
    tags: [],
    oddities: oddities(tree),
    parts: templateParts(tree.root),
  };
}

/** One document, or one per line. @throws {FormatError} the first document's own error when neither reads */
function parseDocuments(source: ByteSource, context: ReadContext): JsonTree {
  const tolerate = ['byte-order-mark', 'control-character', 'lone-surrogate', 'not-a-number'] as const;
  const bytes = utf8Bytes(readAll(source));
  try {
    return keepJsonTree(source, parseJsonTree(bytes, context.budget, { tolerate }));
  } catch (error) {
    // What is too large to hold as one document is not tried a second time.
    if (error instanceof FormatError && error.code === 'FORMAT_LIMIT') throw error;
    const lines = splitLines(bytes);
    if (lines === undefined || !(error instanceof FormatError)) throw error;
    try {
      const cost: TreeCost = { cells: 0 };
      const trees = lines.map((line) => parseJsonTree(line, context.budget, { tolerate, cost }));
      const root: TreeNode = trees.map((tree) => tree.root);
      return { root, problems: trees.flatMap((tree) => tree.problems).slice(0, 100), problemCount: 0 };
    } catch {
      throw error;
    }
  }
}

/** Lines of a JSON lines document; undefined when there are fewer than two or too many to be worth it. */
function splitLines(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(10, from);
    const to = newline === -1 ? bytes.length : newline;
    if (to - from > 1) lines.push(bytes.subarray(from, to));
    if (lines.length > limits.jsonLines.value) return undefined;
    from = to + 1;
  }
  return lines.length > 1 ? lines : undefined;
}

/** A second value under a name that decides what is loaded: which of them counts depends on the reader. */
function oddities(tree: JsonTree): readonly Oddity[] {
  return tree.problems
    .filter(({ kind, text }) => kind === 'duplicate-key' && decisiveKeys.has(text))
    .map(({ offset, text }) => ({
      kind: 'tolerated',
      message: `the name ${quote(text)} stands twice in one object; some readers take the first value, some the last`,
      where: { offset },
    }));
}

/** UTF-16 documents, as Windows tools write them, turned into UTF-8. */
function utf8Bytes(bytes: Uint8Array): Uint8Array {
  if (!((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))) return bytes;
  return new TextEncoder().encode(new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes));
}

function firstVisible(head: Uint8Array): number | undefined {
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : head[0] === 0xff ? 2 : 0;
  return head.subarray(start).find((byte) => byte > 32);
}

const otherOwners: ReadonlySet<string> = new Set([
  'ipynb',
  'jsonl',
  'ndjson',
  'py',
  'jinja',
  'j2',
  'yaml',
  'yml',
  'txt',
  'md',
  'js',
  'csv',
]);

const decisiveKeys: ReadonlySet<string> = new Set(
  'auto_map trust_remote_code chat_template _target_ class_name module weight_map architectures custom_pipelines function'.split(
    ' ',
  ),
);
