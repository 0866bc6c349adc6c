// Weights in the formats before GGUF: ggml, ggmf, ggjt, and ggla adapters. whisper.cpp still uses the first.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { familiesOf, walkTensors } from './ggml/walk-ggml.ts';
import type { Tensor, TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'ggml-legacy',
  title: 'ggml weights (before GGUF)',
  specification: 'https://github.com/ggml-org/whisper.cpp (src/whisper.cpp) and llama.cpp before August 2023',
  loading: 'whisper.cpp and old llama.cpp map it as numbers; nothing runs.',
  extensions: ['ggml', 'ggmlv3'],
  // The magic is a number in text, so it stands reversed.
  identify: (sample: Sample): Match => (isMagic(latin1(sample.head, 0, 4)) ? 'content' : 'no'),
  read,
};

function isMagic(text: string): boolean {
  return text === 'lmgg' || text === 'fmgg' || text === 'tjgg' || text === 'algg';
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  const tensors = readTensors(source, context);
  return {
    kind: 'tensors',
    format: format.id,
    tensors,
    metadata: [],
    oddities: [],
    parts: tensors.map(({ name, from, to }) => ({
      name,
      source: new SliceSource(source, from, to),
      range: { from, to },
      stored: true,
      raw: true,
    })),
  };
}

/** The first family that the whole file fits. @throws {FormatError} FORMAT_UNSUPPORTED when there is none */
function readTensors(source: ByteSource, context: ReadContext): readonly Tensor[] {
  let last: FormatError | undefined;
  for (const family of familiesOf(latin1(source.read(0, 4), 0, 4))) {
    try {
      const reader = new ByteReader(source, context.budget, { at: 4 });
      family.skipHead(reader);
      return walkTensors(reader, family.alignment);
    } catch (error) {
      if (!(error instanceof FormatError) || error.code === 'FORMAT_LIMIT') throw error;
      last = error;
    }
  }
  const offset = last?.fields.offset ?? 4;
  throw new FormatError('FORMAT_UNSUPPORTED', 'a ggml model of a family whose layout is not known here', { offset });
}
