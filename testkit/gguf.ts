// Builds GGUF files, valid and broken.

import type { Sample } from './sample.ts';
import { buildPrivateKey } from './text.ts';

export type GgufValue = string | number | readonly string[] | readonly number[];

export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** ggml type number; 0 is F32. */
  readonly type: number;
  /** Bytes of data, as its shape and type say. */
  readonly bytes: number;
  /** Replaces the offset that the tensors before it give. */
  readonly offset?: number;
}

export interface GgufFile {
  readonly version?: number;
  readonly metadata?: readonly (readonly [string, GgufValue])[];
  readonly tensors?: readonly GgufTensor[];
  /** Bytes after the last tensor. */
  readonly trailing?: Uint8Array;
}

/** A little-endian GGUF file, data aligned to 32 bytes, numbers as u32. */
export function buildGguf(file: GgufFile): Uint8Array {
  const metadata = file.metadata ?? [];
  const tensors = file.tensors ?? [];
  const pieces = [Buffer.from('GGUF'), u32(file.version ?? 3), u64(tensors.length), u64(metadata.length)];
  for (const [key, value] of metadata) pieces.push(text(key), Buffer.concat(encodeValue(value)));
  let offset = 0;
  const data: Buffer[] = [];
  for (const tensor of tensors) {
    pieces.push(text(tensor.name), u32(tensor.shape.length), ...tensor.shape.map(u64), u32(tensor.type));
    pieces.push(u64(tensor.offset ?? offset));
    const block = Buffer.alloc(Math.ceil(tensor.bytes / 32) * 32);
    for (let at = 0; at < tensor.bytes; at += 1) block[at] = (at * 37 + 11) % 251;
    data.push(block);
    offset += block.length;
  }
  const head = Buffer.concat(pieces);
  const padding = Buffer.alloc((32 - (head.length % 32)) % 32);
  return Buffer.concat([head, padding, ...data, file.trailing ?? new Uint8Array(0)]);
}

function encodeValue(value: GgufValue): Buffer[] {
  if (typeof value === 'string') return [u32(8), text(value)];
  if (typeof value === 'number') return [u32(4), u32(value)];
  const items = value.map((item) => (typeof item === 'string' ? text(item) : u32(item)));
  return [u32(9), u32(typeof value[0] === 'string' ? 8 : 4), u64(value.length), ...items];
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

const weight: GgufTensor = { name: 'blk.0.attn_q.weight', shape: [32, 2], type: 0, bytes: 256 };
const quantized: GgufTensor = { name: 'output.weight', shape: [256, 3], type: 12, bytes: 432 };
const model: readonly (readonly [string, GgufValue])[] = [
  ['general.architecture', 'llama'],
  ['llama.context_length', 4096],
  ['tokenizer.ggml.tokens', ['<s>', '</s>', 'os.system']],
];
const template = "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}{% endfor %}";
const attack = "{{ ''.__class__.__mro__[1].__subclasses__() }}";

function refused(name: string, file: GgufFile, because: string): Sample {
  return { name: `${name}.gguf`, build: () => buildGguf(file), verdict: 'incomplete', because };
}

export const samples: readonly Sample[] = [
  {
    name: 'private-key.gguf',
    build: () =>
      buildGguf({ metadata: [...model, ['general.description', buildPrivateKey()]], tensors: [weight, quantized] }),
    verdict: 'suspicious',
    because: 'a private key stands in its metadata',
    check: 'secret',
  },
  {
    name: 'plain.gguf',
    build: () =>
      buildGguf({ metadata: [...model, ['tokenizer.chat_template', template]], tensors: [weight, quantized] }),
    verdict: 'clean',
    because: 'weights, a vocabulary and an ordinary chat template',
  },
  {
    name: 'version-2.gguf',
    build: () => buildGguf({ version: 2, metadata: model, tensors: [weight] }),
    verdict: 'clean',
    because: 'version 2 is read like version 3',
  },
  {
    name: 'vocabulary.gguf',
    build: () => buildGguf({ metadata: model }),
    verdict: 'clean',
    because: 'it has no tensors',
  },
  {
    name: 'template-attack.gguf',
    build: () => buildGguf({ metadata: [...model, ['tokenizer.chat_template', attack]], tensors: [weight] }),
    verdict: 'malicious',
    because: 'the template walks to the subclasses of object',
  },
  {
    name: 'second-template-attack.gguf',
    build: () =>
      buildGguf({
        metadata: [
          ['tokenizer.chat_template', template],
          ['tokenizer.chat_template.tool_use', attack],
        ],
        tensors: [weight],
      }),
    verdict: 'malicious',
    because: 'named templates are run too',
  },
  {
    name: 'trailing.gguf',
    build: () =>
      buildGguf({ metadata: model, tensors: [weight], trailing: Buffer.from('appended and unaccounted for') }),
    verdict: 'suspicious',
    check: 'hidden-bytes',
    because: 'bytes stand after the last tensor',
  },
  refused('version-1', { version: 1, metadata: model }, 'version 1 has other lengths'),
  refused('foreign-byte-order', { version: 0x03000000 }, 'the version is in the other byte order'),
  refused('duplicate-key', { metadata: [...model, ['general.architecture', 'x']] }, 'a key stands twice'),
  refused('empty-key', { metadata: [['', 'x']] }, 'a key is empty'),
  refused('duplicate-tensor', { tensors: [weight, weight] }, 'a tensor stands twice'),
  refused('wrong-offset', { tensors: [weight, { ...quantized, offset: 0 }] }, 'two tensors overlap'),
  refused('five-dimensions', { tensors: [{ ...weight, shape: [32, 2, 1, 1, 1] }] }, 'ggml has four dimensions'),
  refused('half-block', { tensors: [{ ...quantized, shape: [100] }] }, 'a row is no multiple of its block'),
  refused('withdrawn-type', { tensors: [{ ...weight, type: 4 }] }, 'the type was withdrawn'),
  refused('long-name', { tensors: [{ ...weight, name: 'n'.repeat(64) }] }, 'a name of 64 bytes'),
  refused('odd-alignment', { metadata: [['general.alignment', 24]], tensors: [weight] }, 'no power of two'),
  refused('huge-tensor', { tensors: [{ ...weight, shape: [2 ** 40] }] }, 'more weights than the file has bytes'),
];
