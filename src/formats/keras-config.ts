// Keras model configuration: JSON objects {module, class_name, config, registered_name}, as `model.to_json()` writes them.
// The same document is the attribute `model_config` of an HDF5 model and `config.json` of a .keras archive.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { JsonProblem } from '#core/json/json-events';
import { type JsonTree, parseJsonTree } from '#core/json/parse-json-tree';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { keptJsonTree } from './json/read-json-tree.ts';
import type { Oddity } from './views/oddity.ts';
import type { TreeView } from './views/tree.ts';

export const format: Format = {
  id: 'keras-config',
  title: 'Keras model configuration',
  specification: 'keras/src/saving/serialization_lib.py; Keras 2: keras/saving/legacy/serialization.py',
  loading:
    'Keras imports the modules and calls the classes and functions it names; Lambda layers carry compiled Python.',
  extensions: ['json'],
  identify: identifyKerasConfig,
  read(source, context): TreeView {
    if (source.size > limits.jsonBytes.value) {
      throw new FormatError('FORMAT_LIMIT', 'the configuration is too long', {
        limit: 'jsonBytes',
        value: source.size,
      });
    }
    const { root, problems } = readTree(source, context);
    const oddities = problems.filter(({ kind }) => kind === 'duplicate-key').map(duplicate);
    return { kind: 'tree', format: 'keras-config', root, tags: [], oddities, parts: [] };
  },
};

/** Python's reader takes NaN and lone surrogates as they come, and Keras itself writes NaN. */
function readTree(source: ByteSource, context: ReadContext): JsonTree {
  const kept = keptJsonTree(source);
  const strict = ({ kind }: JsonProblem): boolean => kind !== 'byte-order-mark' && kind !== 'control-character';
  if (kept !== undefined && kept.problemCount === kept.problems.length && kept.problems.every(strict)) return kept;
  return parseJsonTree(readAll(source), context.budget, { tolerate: ['not-a-number', 'lone-surrogate'] });
}

function identifyKerasConfig({ head }: Sample): Match {
  if (head[0] !== 0x7b && head[0] !== 0x20 && head[0] !== 0x0a) return 'no';
  const text = Buffer.from(head).toString('latin1');
  return /^\s{0,16}\{/.test(text) && text.includes('"class_name"') && text.includes('"config"') ? 'content' : 'no';
}

function duplicate({ text, offset }: { readonly text: string; readonly offset: number }): Oddity {
  return {
    kind: 'tolerated',
    message: `the name ${JSON.stringify(text.slice(0, 80))} stands twice in one object; Python takes the last`,
    where: { offset },
  };
}
