// TensorFlow Lite (LiteRT): a FlatBuffer with the identifier `TFL3`. Files with metadata end in a zip of label files.
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import { FlatBuffer } from './flatbuffers/flat-buffer.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { readModel } from './tflite/read-model.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'tflite',
  title: 'TensorFlow Lite model',
  specification: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs',
  loading:
    'Read by TensorFlow Lite, LiteRT and MediaPipe. Builtin operators compute only; custom ones call native code, and Flex ones run TensorFlow operators, file access included.',
  extensions: ['tflite', 'lite'],
  // Metadata writers append a zip of label files.
  coincidesWith: ['zip'],
  identify: (sample: Sample): Match => {
    if (latin1(sample.head, 4, 8) === 'TFL3') return 'content';
    return sample.extension === 'tflite' ? 'name' : 'no';
  },
  read,
};

function read(source: ByteSource, context: ReadContext): GraphView {
  const flat = new FlatBuffer(source, context.budget);
  const into = new GraphBuilder('tflite', source, context.budget);
  readModel(flat.root(), into);
  const gaps = flat.gaps(smallestGap);
  const tail = gaps.at(-1);
  const zip = tail !== undefined && tail.to === source.size ? zipStart(source, tail.from) : undefined;
  for (const gap of gaps) {
    const to = gap === tail && zip !== undefined ? zip : gap.to;
    if (to - gap.from >= smallestGap) reportGap(gap.from, to, into);
  }
  const view = into.build();
  return zip === undefined ? view : { ...view, covered: [{ from: 0, to: zip }] };
}

/** Metadata writers append a zip (of label files) whose offsets count from the start of the model. */
function zipStart(source: ByteSource, from: number): number | undefined {
  const bytes = source.read(from, 64);
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4) return from + at;
    if (bytes[at] !== 0) return undefined;
  }
  return undefined;
}

function reportGap(from: number, to: number, into: GraphBuilder): void {
  into.raw('bytes between tables', from, to);
  const message = `${to - from} bytes belong to no table of the model`;
  into.oddity({ kind: 'hidden-bytes', message, where: { offset: from } });
}

const smallestGap = 256;
