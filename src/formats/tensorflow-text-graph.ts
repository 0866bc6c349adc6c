// TensorFlow graphs as text (`.pbtxt`): GraphDef, MetaGraphDef or SavedModel in the protobuf text format.
import { type ByteSource, readAll } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { readTextFormat, type TextVisitor } from './protobuf/text-format.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'tensorflow-text-graph',
  title: 'TensorFlow graph as text',
  specification: 'https://protobuf.dev/reference/protobuf/textformat-spec/',
  loading:
    'Read by tf.saved_model.load (`saved_model.pbtxt`), text_format.Parse and OpenCV; runs like its binary form.',
  extensions: ['pbtxt'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  const first = sample.head[0] ?? 0;
  const text = first < 0x80 && (first >= 0x20 || (first >= 0x09 && first <= 0x0d));
  if (!text) return 'no';
  const head = new TextDecoder().decode(sample.head).replace(/^(?:\s|#[^\n]*\n)+/, '');
  if (/^(?:saved_model_schema_version\s*:|meta_graphs\s*\{|meta_info_def\s*\{|graph_def\s*\{)/.test(head))
    return 'content';
  if (/^(?:node|library|versions)\s*:?\s*\{/.test(head) && /\b(?:op|producer|signature)\s*:?\s*["'{\d]/.test(head)) {
    return /^node/.test(head) && !/\bop\s*:/.test(head) ? 'no' : 'content';
  }
  return /(?:^|\/)saved_model\.pbtxt$/i.test(sample.name) ? 'name' : 'no';
}

function read(source: ByteSource, context: ReadContext): GraphView {
  if (source.size > limits.textBytes.value) {
    throw new FormatError('FORMAT_LIMIT', 'the text is too long', { limit: 'textBytes', value: source.size });
  }
  const into = new GraphBuilder('tensorflow-text-graph', source, context.budget);
  readTextFormat(new TextDecoder().decode(readAll(source)), context.budget, new GraphVisitor(into));
  return into.build();
}

interface OpenMessage {
  readonly name: string;
  readonly line: number;
  operator: string;
  label: string;
  readonly texts: string[];
}

/** Knows the fields it needs by the name of the message they stand in, wherever that is nested. */
class GraphVisitor implements TextVisitor {
  readonly #into: GraphBuilder;
  readonly #open: OpenMessage[] = [];
  #node: OpenMessage | undefined;

  constructor(into: GraphBuilder) {
    this.#into = into;
  }

  open(name: string, line: number): void {
    const message = { name, line, operator: '', label: '', texts: [] };
    this.#open.push(message);
    if (name === 'node' || name === 'node_def') this.#node = message;
  }

  close(): void {
    const closed = this.#open.pop();
    if (closed === undefined || closed !== this.#node) return;
    this.#into.node({ operator: closed.operator, name: closed.label, line: closed.line, texts: closed.texts });
    this.#node = undefined;
  }

  scalar(name: string, value: string, line: number): void {
    const message = this.#open.at(-1);
    if (message !== undefined && message === this.#node) {
      if (name === 'op') message.operator = value;
      if (name === 'name') message.label = value;
    } else if (name === 's' && this.#node !== undefined && this.#node.texts.length < maxTexts)
      this.#node.texts.push(value);
    else if (message?.name === 'signature' && name === 'name') this.#into.function(value);
    else if (message?.name === 'asset_file_def' && name === 'filename') {
      const location = /^(?:[/\\]|[A-Za-z]:|\w+:\/\/)/.test(value) ? value : `assets/${value}`;
      this.#into.externalFile({ location, where: { line, element: 'asset_file_def' } });
    }
  }
}

const maxTexts = 64;
