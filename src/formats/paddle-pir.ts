// PaddlePaddle programs of version 3 (`inference.json`): the intermediate representation PIR as JSON. An operator is an
// object whose `#` is a dialect number and a name.
import type { ByteSource } from '#core/byte-source';
import type { JsonNode } from '#core/json/parse-json-tree';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { readJsonTree } from './json/read-json-tree.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'paddle-pir',
  title: 'PaddlePaddle program (PIR)',
  specification: 'https://github.com/PaddlePaddle/Paddle/tree/develop/paddle/fluid/pir/serialize_deserialize',
  loading: 'Read by Paddle Inference 3. Operators compute; py_func calls Python, save and load open files.',
  extensions: ['json'],
  identify: (sample: Sample): Match => {
    const head = latin1(sample.head, 0, 200);
    return /^\s{0,20}\{\s{0,20}"base_code"\s{0,5}:\s{0,5}\{[^}]{0,100}"magic"\s{0,5}:\s{0,5}"pir"/.test(head)
      ? 'content'
      : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('paddle-pir', source, context.budget);
    context.budget.spend(source.size);
    collectOperators(readJsonTree(source, context.budget), into);
    return into.build();
  },
};

/** Walks all values with a list of its own instead of recursion. Operators are the objects that have results (`O`). */
function collectOperators(root: JsonNode, into: GraphBuilder): void {
  const open: JsonNode[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    into.budget.spend(1);
    for (const inner of value.values()) open.push(inner);
    if (!(value instanceof Map)) continue;
    const operator = value.get('#');
    if (typeof operator !== 'string' || !value.has('O')) continue;
    into.node({ operator: operator.replace(/^\d{1,9}\./, ''), texts: textsOf(value.get('A')) });
  }
}

/** Values of text attributes: {N: name, AT: {#: "0.a_str", D: text}}. */
function textsOf(attributes: JsonNode | undefined): readonly string[] {
  if (!Array.isArray(attributes)) return [];
  return attributes.slice(0, maxTexts).flatMap((attribute: JsonNode) => {
    const typed = attribute instanceof Map ? attribute.get('AT') : undefined;
    const text = typed instanceof Map ? typed.get('D') : undefined;
    return typeof text === 'string' ? [text.slice(0, 4096)] : [];
  });
}

const maxTexts = 64;
