// ncnn parameter files (`.param`): the layers of a network as lines of text, their numbers in a `.bin` beside them.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'ncnn',
  title: 'ncnn network',
  specification: 'https://github.com/Tencent/ncnn/wiki/param-and-model-file-structure',
  loading: 'Read by ncnn; layers are compiled into the application.',
  extensions: ['param'],
  identify: (sample: Sample): Match => {
    const head = latin1(sample.head, 0, 16);
    return /^7767517\r?\n\d/.test(head) ? 'content' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    if (source.size > limits.textBytes.value) {
      throw new FormatError('FORMAT_LIMIT', 'the text is too long', { limit: 'textBytes', value: source.size });
    }
    const into = new GraphBuilder('ncnn', source, context.budget);
    const lines = new TextDecoder().decode(readAll(source)).split('\n');
    for (const [index, line] of lines.entries()) {
      const [operator = '', name = ''] = line.trim().slice(0, 1000).split(/\s+/);
      if (index < 2 || operator === '') continue;
      into.node({ domain: /^[A-Z]\w*$/.test(operator) ? '' : 'custom', operator, name, line: index + 1 });
    }
    return into.build();
  },
};
