// Python source: modeling_*.py, dataset scripts, loaders, setup files. Parsed to a syntax tree, never run.
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { codeFacts } from './python/code-facts.ts';
import { parsePython } from './python/parse-python.ts';
import { readText } from './text/read-text.ts';
import type { CodeView } from './views/code.ts';
import type { Oddity } from './views/oddity.ts';

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
  if (sample.encoding === undefined) return 'no';
  if (['py', 'pyw', 'pyi'].includes(sample.extension)) return 'content';
  // Python's site module runs the lines of a .pth file that begin with an import.
  if (sample.extension === 'pth') return /^import[ \t]/m.test(latin1(sample.head)) ? 'content' : 'no';
  return /^#![^\n]{0,60}\bpython/.test(latin1(sample.head, 0, 80)) ? 'content' : 'no';
}

async function read(source: ByteSource, context: ReadContext): Promise<CodeView> {
  const { text } = readText(source, context.budget, limits.pythonBytes.value);
  const oddities = declaredEncoding(text);
  return { ...(await readPython(text, context)), format: 'python-source', commands: [], oddities, parts: [] };
}

/** A source may name its encoding (PEP 263); in some the same bytes are another program than the one people see. */
function declaredEncoding(text: string): readonly Oddity[] {
  const name = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]{1,40})/.exec(firstLines(text))?.[1];
  if (
    name === undefined ||
    !/^(?:utf[-_]?(?:7|16|32)|u7|raw[-_]unicode|unicode[-_]escape|punycode|idna|rot|hex|base64|quopri|uu|zlib|bz2)/i.test(
      name,
    )
  )
    return [];
  const message = `the encoding it declares is ${quote(name)}: Python reads another program than an editor shows`;
  return [{ kind: 'two-readings', message, where: { line: 1 } }];
}

/** The line that declares: the first, or the second after a comment. */
function firstLines(text: string): string {
  const [first = '', second = ''] = text.slice(0, 1000).split('\n', 2);
  return /coding[:=]/.test(first) ? first : second;
}

/** Facts of Python text. @throws {FormatError} FORMAT_LIMIT */
async function readPython(
  text: string,
  context: ReadContext,
): Promise<Omit<CodeView, 'format' | 'commands' | 'oddities' | 'parts'>> {
  const tree = await parsePython(text, context.budget);
  return { kind: 'code', ...codeFacts(text, tree, context.budget) };
}
