// YAML configuration: Hydra, NeMo, MLflow, conda environments. Tags are resolved as a loader does, nothing is constructed.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { templateParts } from './jinja/template-parts.ts';
import { readText } from './text/read-text.ts';
import { baseName } from './text/text-name.ts';
import type { Oddity } from './views/oddity.ts';
import type { TreeNode, TreeView } from './views/tree.ts';
import { assertShallow } from './yaml/assert-shallow.ts';
import { YamlTreeBuilder } from './yaml/yaml-tree.ts';

export const format: Format = {
  id: 'yaml',
  title: 'YAML',
  specification: 'YAML 1.2 and 1.1; tags of PyYAML (constructor.py)',
  loading: 'yaml.load with an unsafe loader runs code named by python/... tags; Hydra imports what _target_ names.',
  extensions: ['yaml', 'yml'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  const named = format.extensions.includes(sample.extension) || yamlNames.has(baseName(sample.name));
  if (!named || sample.encoding === undefined) return 'no';
  return 'content';
}

async function read(source: ByteSource, context: ReadContext): Promise<TreeView> {
  const { text } = readText(source, context.budget, limits.yamlBytes.value);
  assertShallow(text);
  const yaml = await import('yaml');
  try {
    return treeView(text, yaml, context);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const message = error instanceof RangeError ? 'YAML nested too deep' : 'not YAML';
    throw new FormatError(error instanceof RangeError ? 'FORMAT_LIMIT' : 'FORMAT_MALFORMED', message, { cause: error });
  }
}

function treeView(text: string, yaml: typeof import('yaml'), context: ReadContext): TreeView {
  const lines = new yaml.LineCounter();
  const options = { lineCounter: lines, uniqueKeys: false, logLevel: 'silent', merge: true, strict: false } as const;
  const parsed = yaml.parseAllDocuments(text, options);
  const documents = 'empty' in parsed ? [] : parsed;
  const builder = new YamlTreeBuilder(yaml, context.budget, (offset) => lines.linePos(offset).line);
  const roots = documents.map((document) => builder.build(document));
  const problem = documents.flatMap((document) => document.errors)[0];
  const where = { line: problem?.linePos?.[0].line ?? 1 };
  // What runs code is reported even from a document that is broken further on.
  if (problem !== undefined && !builder.tags.some(({ tag }) => tag.includes('python'))) {
    throw new FormatError('FORMAT_MALFORMED', `not YAML at line ${where.line}`, { offset: 0 });
  }
  const oddities: Oddity[] = roots.some((root) => builder.expandedSize(root) > limits.yamlExpanded.value)
    ? [aliasBomb]
    : [];
  if (problem !== undefined) oddities.push({ kind: 'not-followed', message: 'the rest is not YAML', where });
  const root: TreeNode = roots.length === 1 ? (roots[0] ?? null) : roots;
  return { kind: 'tree', format: 'yaml', root, tags: builder.tags, oddities, parts: templateParts(root) };
}

const aliasBomb: Oddity = {
  kind: 'bomb',
  message: 'aliases of aliases: written out, the document has millions of nodes',
  where: {},
};

/** Files without an extension that are YAML: MLflow models, DVC, conda. */
const yamlNames: ReadonlySet<string> = new Set(['mlmodel', 'dvc.lock', '.condarc', 'conda.yaml']);
