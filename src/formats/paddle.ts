// PaddlePaddle programs (`.pdmodel`, older `__model__`): one protobuf message ProgramDesc without magic number.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { looksLike, type MessageShape } from './protobuf/looks-like.ts';
import { lengthTag, MessageCursor, varintTag } from './protobuf/message-cursor.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'paddle',
  title: 'PaddlePaddle program',
  specification: 'https://github.com/PaddlePaddle/Paddle/blob/develop/paddle/fluid/framework/framework.proto',
  loading:
    'Read by Paddle Inference and converters. Operators compute; py_func calls Python, save and load open files.',
  extensions: ['pdmodel'],
  identify: (sample: Sample): Match => {
    if (sample.head[0] === programDesc.blocks && looksLike(sample.source, programShape)) return 'content';
    return sample.extension === 'pdmodel' || /(?:^|\/)__model__$/.test(sample.name) ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('paddle', source, context.budget);
    const program = MessageCursor.open(source, context.budget);
    while (program.next()) {
      if (program.tag === programDesc.blocks) readBlock(program.child(), into);
      else if (!programTags.has(program.tag)) into.unknownField(program);
    }
    return into.build();
  },
};

const programDesc = { blocks: lengthTag(1), version: lengthTag(4), opVersionMap: lengthTag(5) } as const;
const blockDesc = {
  idx: varintTag(1),
  parentIdx: varintTag(2),
  vars: lengthTag(3),
  ops: lengthTag(4),
  forwardBlockIdx: varintTag(5),
} as const;
const opDesc = {
  inputs: lengthTag(1),
  outputs: lengthTag(2),
  type: lengthTag(3),
  attrs: lengthTag(4),
  isTarget: varintTag(5),
} as const;
const attr = { name: lengthTag(1), s: lengthTag(5), strings: lengthTag(8) } as const;

function readBlock(block: MessageCursor, into: GraphBuilder): void {
  while (block.next()) {
    if (block.tag === blockDesc.ops) readOperator(block.child(), into);
    else if (!blockTags.has(block.tag)) into.unknownField(block);
  }
}

function readOperator(operator: MessageCursor, into: GraphBuilder): void {
  const at = operator.start;
  let type = '';
  const texts: string[] = [];
  while (operator.next()) {
    if (operator.tag === opDesc.type) type = operator.text();
    else if (operator.tag === opDesc.attrs) readAttribute(operator.child(), texts, into);
    else if (!operatorTags.has(operator.tag)) into.unknownField(operator);
  }
  into.node({ operator: type, at, texts });
}

/** The call stack of the exporting program (`op_callstack`) is debugging text and names no file to open. */
function readAttribute(attribute: MessageCursor, texts: string[], into: GraphBuilder): void {
  let name = '';
  while (attribute.next()) {
    if (attribute.tag === attr.name) name = attribute.text();
    else if (attribute.tag === attr.s || attribute.tag === attr.strings) {
      if (name === 'op_callstack') continue;
      if (texts.length < maxTexts) texts.push(attribute.text());
      into.raw(`attribute ${name.slice(0, 60)}`, attribute.from, attribute.to);
    } else if (attribute.field > 21) into.unknownField(attribute);
  }
}

const maxTexts = 64;
const programTags: ReadonlySet<number> = new Set(Object.values(programDesc));
const blockTags: ReadonlySet<number> = new Set(Object.values(blockDesc));
const operatorTags: ReadonlySet<number> = new Set(Object.values(opDesc));

const operatorShape: MessageShape = {
  known: operatorTags,
  required: [[opDesc.type]],
  names: new Set([opDesc.type]),
};

const programShape: MessageShape = {
  known: programTags,
  required: [[programDesc.blocks]],
  nested: new Map([
    [
      programDesc.blocks,
      {
        known: blockTags,
        required: [[blockDesc.idx], [blockDesc.parentIdx]],
        nested: new Map([[blockDesc.ops, operatorShape]]),
      },
    ],
  ]),
};
