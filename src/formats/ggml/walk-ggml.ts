// The unversioned ancestors of GGUF: a row of numbers, a vocabulary, and tensors one after the other. Each model family
// has its own row of numbers; the families that are still in use are walked here.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import { tensorTypes } from '../gguf/tensor-types.ts';
import type { Tensor } from '../views/tensors.ts';

export interface GgmlFamily {
  readonly name: string;
  /** Moves over everything before the tensors. */
  readonly skipHead: (reader: ByteReader) => void;
  /** Bytes that tensor data is aligned to. */
  readonly alignment: number;
}

/**
 * Families a file with this magic may be of, the likeliest first.
 * @source whisper.cpp `whisper_model_load`; llama.cpp before August 2023, `llama_file_loader`
 */
export function familiesOf(magic: string): readonly GgmlFamily[] {
  const llama = (scores: boolean, alignment: number, version: boolean): GgmlFamily => ({
    name: 'llama',
    alignment,
    skipHead: (reader) => {
      if (version) reader.u32();
      const words = reader.u32();
      reader.skip(6 * 4);
      skipWords(reader, words, scores ? 4 : 0);
    },
  });
  if (magic === 'tjgg') return [llama(true, 32, true)];
  if (magic === 'fmgg') return [llama(true, 1, true)];
  if (magic === 'algg') return [{ name: 'lora', alignment: 32, skipHead: (reader) => reader.skip(12) }];
  return [{ name: 'whisper', alignment: 1, skipHead: skipWhisperHead }, llama(false, 1, false)];
}

/** Reads tensors up to the end of the file. @throws {FormatError} when the bytes are not of this family */
export function walkTensors(reader: ByteReader, alignment: number): readonly Tensor[] {
  const tensors: Tensor[] = [];
  while (reader.remaining > 0) {
    const at = reader.position;
    reader.budget.spend(1, at);
    const dimensions = reader.u32();
    const nameBytes = reader.u32();
    const type = tensorTypes.get(reader.u32());
    if (dimensions > 4 || nameBytes > 256 || type === undefined) throw otherFamily(at);
    const shape = Array.from({ length: dimensions }, () => reader.u32());
    const name = Buffer.from(reader.bytes(nameBytes)).toString('utf8');
    const from = Math.ceil(reader.position / alignment) * alignment;
    const elements = shape.reduce((product, dimension) => product * dimension, 1);
    const to = from + (elements / type.blockElements) * type.blockBytes;
    if (!Number.isSafeInteger(to)) throw otherFamily(at);
    reader.seek(to);
    tensors.push({ name, dtype: type.name, shape, from, to });
  }
  return tensors;
}

function skipWhisperHead(reader: ByteReader): void {
  reader.skip(11 * 4);
  const filters = reader.u32() * reader.u32();
  reader.skip(filters * 4);
  skipWords(reader, reader.u32(), 0);
}

function skipWords(reader: ByteReader, count: number, after: number): void {
  reader.assertCount(count, 4);
  for (let index = 0; index < count; index += 1) reader.skip(reader.u32() + after);
}

function otherFamily(offset: number): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', `no tensor of a known kind at byte ${offset}`, { offset });
}
