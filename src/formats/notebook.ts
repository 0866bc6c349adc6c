// Jupyter notebooks: the code of all cells as Python, the shell commands of their magics, and outputs that run in a browser.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { parseJsonTree } from '#core/json/parse-json-tree';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { notebookCode } from './notebook/notebook-cells.ts';
import { codeFacts } from './python/code-facts.ts';
import { parsePython } from './python/parse-python.ts';
import type { CodeView } from './views/code.ts';
import { asMap } from './views/walk-tree.ts';

export const format: Format = {
  id: 'notebook',
  title: 'Jupyter notebook',
  specification: 'nbformat 4.5; IPython input transformations',
  loading: 'Opened by people who run its cells; outputs with JavaScript may run as soon as it is opened and trusted.',
  extensions: ['ipynb'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  return sample.extension === 'ipynb' ? 'content' : 'no';
}

async function read(source: ByteSource, context: ReadContext): Promise<CodeView> {
  if (source.size > limits.jsonBytes.value) {
    throw new FormatError('FORMAT_LIMIT', `a notebook of ${source.size} bytes`, { offset: 0, limit: 'jsonBytes' });
  }
  const { root } = parseJsonTree(readAll(source), context.budget, {
    tolerate: ['byte-order-mark', 'lone-surrogate', 'not-a-number'],
  });
  const notebook = asMap(root);
  if (notebook === undefined || !(notebook.has('cells') || notebook.has('worksheets'))) {
    throw new FormatError('FORMAT_MALFORMED', 'JSON, but no notebook: it has no cells', { offset: 0 });
  }
  const { python, commands, markup } = notebookCode(root);
  const tree = await parsePython(python, context.budget);
  return {
    kind: 'code',
    format: 'notebook',
    ...codeFacts(python, tree, context.budget),
    commands,
    markup,
    oddities: [],
    parts: [],
  };
}
