// PaddlePaddle programs of version 3 (`inference.json`): the intermediate representation PIR as JSON. An operator is an
// object whose `#` is a dialect number and a name.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
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
    if (source.size > limits.textBytes.value) {
      throw new FormatError('FORMAT_LIMIT', 'the text is too long', { limit: 'textBytes', value: source.size });
    }
    const into = new GraphBuilder('paddle-pir', source, context.budget);
    context.budget.spend(source.size);
    collectOperators(parseJson(new TextDecoder().decode(readAll(source))), into);
    return into.build();
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FormatError('FORMAT_MALFORMED', 'the program is not JSON', { offset: 0 });
  }
}

/** Walks all values with a list of its own instead of recursion. Operators are the objects that have results (`O`). */
function collectOperators(root: unknown, into: GraphBuilder): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    into.budget.spend(1);
    for (const inner of Object.values(value)) open.push(inner);
    if (!('#' in value) || typeof value['#'] !== 'string' || !('O' in value)) continue;
    into.node({ operator: value['#'].replace(/^\d{1,9}\./, ''), texts: textsOf(value) });
  }
}

/** Values of text attributes: {N: name, AT: {#: "0.a_str", D: text}}. */
function textsOf(operator: object): readonly string[] {
  const attributes = 'A' in operator && Array.isArray(operator.A) ? operator.A : [];
  return attributes.slice(0, maxTexts).flatMap((attribute: unknown) => {
    if (typeof attribute !== 'object' || attribute === null || !('AT' in attribute)) return [];
    const typed = attribute.AT;
    if (typeof typed !== 'object' || typed === null || !('D' in typed)) return [];
    return typeof typed.D === 'string' ? [typed.D.slice(0, 4096)] : [];
  });
}

const maxTexts = 64;
