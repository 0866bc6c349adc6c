// Python source: modeling_*.py, dataset scripts, loaders, setup files. Parsed to a syntax tree, never run.
import type { ByteSource } from '#core/byte-source';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { codeFacts } from './python/code-facts.ts';
import { parsePython } from './python/parse-python.ts';
import { readText } from './text/read-text.ts';
import { textEncoding } from './text/text-encoding.ts';
import type { CodeView } from './views/code.ts';

export const format: Format = {
  id: 'python-source',
  title: 'Python source',
  specification: 'The Python language reference, 3.14',
  loading: 'Imported by loaders when the user trusts remote code; everything at module level then runs.',
  extensions: ['py', 'pyw', 'pyi', 'pyx'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  if (textEncoding(sample.head, sample.source.size <= sample.head.length) === undefined) return 'no';
  if (['py', 'pyw', 'pyi'].includes(sample.extension)) return 'content';
  const start = new TextDecoder('latin1').decode(sample.head.subarray(0, 80));
  return /^#![^\n]{0,60}\bpython/.test(start) ? 'content' : 'no';
}

async function read(source: ByteSource, context: ReadContext): Promise<CodeView> {
  const { text } = readText(source, context.budget, limits.pythonBytes.value);
  return { ...(await readPython(text, context)), format: 'python-source', commands: [], oddities: [], parts: [] };
}

/** Facts of Python text. @throws {FormatError} FORMAT_LIMIT */
async function readPython(
  text: string,
  context: ReadContext,
): Promise<Omit<CodeView, 'format' | 'commands' | 'oddities' | 'parts'>> {
  const tree = await parsePython(text, context.budget);
  return { kind: 'code', ...codeFacts(text, tree, context.budget) };
}
