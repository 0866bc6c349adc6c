// MXNet symbols (`-symbol.json`): the operators of a network as a JSON list of nodes. Weights lie in a `.params` file.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { JsonNode } from '#core/json/parse-json-tree';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { readJsonTree } from './json/read-json-tree.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'mxnet-symbol',
  title: 'MXNet symbol',
  specification: 'https://mxnet.apache.org/versions/1.9.1/api/architecture/overview',
  loading: 'Read by MXNet and GluonCV. The operator Custom calls Python that the application registered.',
  extensions: ['json'],
  identify: (sample: Sample): Match => {
    const first = sample.head[0];
    if (first !== 0x7b && first !== 0x20 && first !== 0x0a) return 'no';
    const head = new TextDecoder().decode(sample.head);
    if (!/^\s{0,100}\{\s{0,100}"nodes"\s{0,10}:\s{0,10}\[/.test(head)) return 'no';
    return /"op"\s{0,10}:/.test(head) && /"inputs"\s{0,10}:/.test(head) ? 'content' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('mxnet-symbol', source, context.budget);
    context.budget.spend(source.size);
    for (const node of nodesOf(readJsonTree(source, context.budget))) readNode(node, into);
    return into.build();
  },
};

function nodesOf(root: JsonNode): readonly JsonNode[] {
  const nodes = root instanceof Map ? root.get('nodes') : undefined;
  if (!Array.isArray(nodes)) {
    throw new FormatError('FORMAT_MALFORMED', 'the symbol has no list of nodes', { offset: 0 });
  }
  return nodes;
}

function readNode(node: JsonNode, into: GraphBuilder): void {
  if (!(node instanceof Map)) return;
  const operator = textOf(node.get('op'));
  const name = textOf(node.get('name'));
  if (operator !== 'null' && operator !== '') into.node({ operator, name });
  if (name.length > longestName) {
    const message = `a node has a name of ${name.length} characters, over which MXNet runs a regular expression that backtracks`;
    into.oddity({ kind: 'bomb', message, where: { element: operator }, references: ['CVE-2022-24294'] });
  }
}

function textOf(value: JsonNode | undefined): string {
  return typeof value === 'string' ? value : '';
}

// Names are made of layer names and numbers; the longest in the model zoo has 60 characters.
const longestName = 1000;
