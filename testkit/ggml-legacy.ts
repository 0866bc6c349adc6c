// Builds weights in the formats before GGUF.
import type { Sample } from './sample.ts';

/** A llama model in ggjt version 3 with one F32 tensor of four numbers. */
export function buildGgjt(): Buffer {
  const words = [word('a'), f32(0), word('b'), f32(-1)];
  const head = Buffer.concat([Buffer.from('tjgg'), ...[3, 2, 4, 1, 1, 1, 1, 0].map(u32), ...words]);
  return withTensor(head, 32);
}

/** A whisper model with one F32 tensor of four numbers. */
export function buildWhisper(): Buffer {
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 0].map(u32);
  const filters = [u32(2), u32(1), f32(0.5), f32(0.25)];
  return withTensor(Buffer.concat([Buffer.from('lmgg'), ...sizes, ...filters, u32(1), word('a')]), 1);
}

function withTensor(head: Buffer, alignment: number): Buffer {
  const tensor = Buffer.concat([head, u32(1), u32(1), u32(0), u32(4), Buffer.from('w')]);
  const padding = Buffer.alloc((alignment - (tensor.length % alignment)) % alignment);
  return Buffer.concat([tensor, padding, f32(1), f32(2), f32(3), f32(4)]);
}

function word(text: string): Buffer {
  return Buffer.concat([u32(text.length), Buffer.from(text)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

export const samples: readonly Sample[] = [
  { name: 'ggml-base.bin', build: buildWhisper, verdict: 'clean', because: 'a whisper model' },
  { name: 'llama.ggjt.bin', build: buildGgjt, verdict: 'clean', because: 'a llama model of 2023' },
  {
    name: 'cut-ggml.bin',
    build: () => buildWhisper().subarray(0, 100),
    verdict: 'incomplete',
    because: 'the last tensor is cut off',
  },
  {
    name: 'other-family.bin',
    build: () => Buffer.concat([Buffer.from('lmgg'), Buffer.alloc(400, 0xee)]),
    verdict: 'incomplete',
    because: 'a family whose layout is not known',
  },
];
