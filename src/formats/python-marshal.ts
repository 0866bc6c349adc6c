// Python bytecode files: a header and one marshalled code object (PEP 552, PEP 3147; CPython Lib/importlib/_bootstrap_external.py).
import { SliceSource } from '#core/byte-source';
import type { Format, Match, Sample } from './format.ts';
import { codeFacts, distinctNames } from './marshal/code-facts.ts';
import { type Marshalled, readMarshal } from './marshal/read-marshal.ts';
import type { Oddity } from './views/oddity.ts';
import type { TreeNode, TreeView } from './views/tree.ts';

/** The tree has the keys `versions`, `names`, `moduleNames` (of the outermost code), `texts`, `functions`: what the code looks up, says and defines. */
export const format: Format = {
  id: 'python-marshal',
  title: 'Python bytecode (.pyc) and marshalled values',
  specification: 'CPython Python/marshal.c and PEP 552',
  loading: 'Importing a .pyc runs it. `marshal.loads` runs nothing, but the code it returns is made to be run.',
  extensions: ['pyc', 'pyo', 'marshal'],
  identify: identifyMarshal,
  read(source, context): TreeView {
    const head = source.read(0, 4);
    const header = headerBytes(head[0] ?? 0, head[1] ?? 0, head[2] ?? 0, head[3] ?? 0) ?? 0;
    const marshalled = readMarshal(source, context.budget, header);
    const rest = source.size - marshalled.end;
    return {
      kind: 'tree',
      format: 'python-marshal',
      root: describe(marshalled),
      tags: [],
      oddities: rest > 0 ? [trailing(marshalled.end, rest)] : [],
      parts:
        rest > 0
          ? [
              {
                name: 'after the code',
                source: new SliceSource(source, marshalled.end, source.size),
                range: { from: marshalled.end, to: source.size },
              },
            ]
          : [],
    };
  },
};

function identifyMarshal({ head, extension }: Sample): Match {
  const header = headerBytes(head[0] ?? 0, head[1] ?? 0, head[2] ?? 0, head[3] ?? 0);
  // A module is a code object: `c`, with or without the reference flag.
  if (header !== undefined && ((head[header] ?? 0) & 0x7f) === 0x63) return 'content';
  return format.extensions.includes(extension) && head.length > 0 ? 'name' : 'no';
}

/** Bytes before the marshalled value, by the magic number; undefined when it is none of CPython's. */
function headerBytes(low: number, high: number, third: number, fourth: number): number | undefined {
  if (third !== 0x0d || fourth !== 0x0a) return undefined;
  const magic = low | (high << 8);
  if (magic >= 3390 && magic < 4000) return 16;
  if (magic >= 3190 && magic < 3390) return 12;
  const old = (magic >= 3000 && magic < 3190) || (magic >= 50428 && magic <= 62211);
  return old ? 8 : undefined;
}

function describe(marshalled: Marshalled): TreeNode {
  const facts = codeFacts(marshalled.value);
  return new Map<string, TreeNode>([
    ['versions', marshalled.versions],
    ['names', facts.names],
    ['moduleNames', facts.codes.slice(0, 1).flatMap((code) => distinctNames(new Set([code.names])))],
    ['texts', facts.texts],
    ['functions', facts.codes.map((code) => code.name)],
  ]);
}

function trailing(from: number, length: number): Oddity {
  return {
    kind: 'hidden-bytes',
    message: `${length} bytes follow the marshalled value; Python ignores them`,
    where: { offset: from },
  };
}
