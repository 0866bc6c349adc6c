// Flax checkpoints: MessagePack with numpy arrays as extension values. Specification: flax/serialization.py.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { WorkBudget } from '#core/work-budget';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { findHiddenBytes } from './hidden/hidden-bytes.ts';
import { metadataPart } from './metadata/metadata-part.ts';
import { type MsgpackEvents, walkMsgpack } from './msgpack/walk-msgpack.ts';
import type { Oddity } from './views/oddity.ts';
import type { Part } from './views/part.ts';
import type { Tensor, TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'flax-msgpack',
  title: 'Flax checkpoint (MessagePack)',
  specification: 'https://github.com/google/flax (flax/serialization.py) and the MessagePack specification',
  loading: 'flax.serialization restores arrays from bytes; loading runs no code.',
  extensions: ['msgpack', 'mpk'],
  identify,
  read,
};

/** MessagePack has no magic: its name says so, or a checkpoint's name and a map with a text as first key. */
function identify(sample: Sample): Match {
  if (format.extensions.includes(sample.extension)) return 'name';
  const base = sample.name.slice(sample.name.lastIndexOf('/') + 1);
  const first = sample.head[0] ?? 0;
  const second = sample.head[1] ?? 0;
  const mapOfTexts = first > 0x80 && first <= 0x8f && second > 0xa0 && second <= 0xbf;
  return mapOfTexts && /^checkpoint(_\d+)?$/.test(base) ? 'name' : 'no';
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  const reader = new ByteReader(source, context.budget, { littleEndian: false });
  const collector = new Collector(source, context.budget);
  walkMsgpack(reader, collector);
  const hidden = findHiddenBytes(source, reader.position, source.size, 'after the document');
  return {
    kind: 'tensors',
    format: format.id,
    tensors: collector.tensors,
    metadata: collector.metadata,
    oddities: [...collector.oddities, ...hidden.oddities],
    parts: [...collector.parts, ...hidden.parts],
  };
}

class Collector implements MsgpackEvents {
  readonly tensors: Tensor[] = [];
  readonly metadata: { key: string; value: string }[] = [];
  readonly oddities: Oddity[] = [];
  readonly parts: Part[] = [];
  readonly #source: ByteSource;
  readonly #budget: WorkBudget;

  constructor(source: ByteSource, budget: WorkBudget) {
    this.#source = source;
    this.#budget = budget;
  }

  binary(path: string, from: number, to: number): void {
    this.#part(path, from, to);
  }

  /** Type 1 is an array, 3 a numpy scalar (an array too), 2 a complex number. */
  extension(path: string, type: number, from: number, to: number): void {
    if (type === 1 || type === 3) this.#array(path, from, to);
    else {
      if (type !== 2 && type !== timestamp) this.#noteType(path, type, from);
      this.#part(path, from, to);
    }
  }

  /** flax hands back an extension value of another type as it is; whoever wrote it has a reader of their own. */
  #noteType(path: string, type: number, from: number): void {
    if (this.oddities.length >= limits.findingsPerFile.value) return;
    const message = `${quote(path)} is an extension value of type ${type}, which flax does not know`;
    this.oddities.push({ kind: 'tolerated', message, where: { offset: from } });
  }

  text(path: string, value: string, from: number): void {
    if (this.metadata.length < limits.findingsPerFile.value) this.metadata.push({ key: path, value });
    const part = metadataPart(path, value, { from, to: from + Buffer.byteLength(value) });
    if (part !== undefined) this.parts.push(part);
  }

  /** An array is a MessagePack document of its own: shape, name of the type, bytes. */
  #array(path: string, from: number, to: number): void {
    const slice = new SliceSource(this.#source, from, to);
    const reader = new ByteReader(slice, this.#budget, { littleEndian: false });
    const content = new ArrayContent();
    walkMsgpack(reader, content);
    if (content.to === 0 || reader.remaining > 0) {
      throw new FormatError('FORMAT_MALFORMED', `array ${quote(path)} is not shape, type and bytes`, { offset: from });
    }
    if (/object|^[<>|=]?O/.test(content.dtype)) {
      const message = `array ${quote(path)} claims to hold Python objects, which flax does not write`;
      this.oddities.push({ kind: 'tolerated', message, where: { offset: from } });
    }
    const range = { from: from + content.from, to: from + content.to };
    this.tensors.push({ name: path, dtype: content.dtype, shape: [], ...range });
    this.#part(path, range.from, range.to);
  }

  #part(name: string, from: number, to: number): void {
    const range = { from, to };
    if (to > from)
      this.parts.push({ name, source: new SliceSource(this.#source, from, to), range, stored: true, raw: true });
    if (this.parts.length > limits.partsPerFile.value) {
      throw new FormatError('FORMAT_LIMIT', 'the document has too many arrays', {
        offset: from,
        limit: 'partsPerFile',
      });
    }
  }
}

class ArrayContent implements MsgpackEvents {
  dtype = '';
  from = 0;
  to = 0;

  binary(_path: string, from: number, to: number): void {
    this.from = from;
    this.to = to;
  }

  extension(): void {}

  text(path: string, value: string): void {
    if (path === '1') this.dtype = value;
  }
}

// MessagePack's own extension type. @source MessagePack specification, timestamp extension type
const timestamp = -1;
