// Builds safetensors files, valid and broken.

import type { Sample } from './sample.ts';
import { madeUp } from './text.ts';

/**
 * A safetensors file with any header text.
 * @param header - JSON text, written as it is
 * @param data - tensor data
 * @param length - declared header length; that of `header` when absent
 */
export function buildSafetensors(header: string, data: Uint8Array = new Uint8Array(0), length?: number): Uint8Array {
  const text = Buffer.from(header);
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(length ?? text.length));
  return Buffer.concat([prefix, text, data]);
}

/** A header as the reference writer makes it: compact JSON, padded with spaces to a multiple of 8. */
export function buildHeader(tensors: Record<string, unknown>, metadata?: Record<string, string>): string {
  const text = JSON.stringify(metadata === undefined ? tensors : { __metadata__: metadata, ...tensors });
  return text.padEnd(Math.ceil(text.length / 8) * 8);
}

const weight = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] };
const numbers = Buffer.from(new Float32Array([0.5, -1.25, 3, 0.001]).buffer);

function one(header: string, data: Uint8Array = numbers): () => Uint8Array {
  return () => buildSafetensors(header, data);
}

function refused(name: string, header: string, because: string, data: Uint8Array = numbers): Sample {
  return { name: `${name}.safetensors`, build: one(header, data), verdict: 'incomplete', because };
}

function odd(name: string, header: string, because: string, data: Uint8Array = numbers): Sample {
  return {
    name: `${name}.safetensors`,
    build: one(header, data),
    verdict: 'suspicious',
    check: 'tolerated-oddity',
    because,
  };
}

const w = JSON.stringify(weight);

export const samples: readonly Sample[] = [
  {
    name: 'plain.safetensors',
    build: one(buildHeader({ weight }, { format: 'pt' })),
    verdict: 'clean',
    because: 'it is what the reference writer makes',
  },
  {
    name: 'secret-in-metadata.safetensors',
    build: one(
      buildHeader(
        { weight },
        {
          format: 'pt',
          uploaded_with: `hf_${madeUp('metadata', 34, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')}`,
          note: 'a run',
        },
      ),
    ),
    verdict: 'suspicious',
    because: 'a token stands in its metadata',
    check: 'secret',
  },
  {
    name: 'words-in-metadata.safetensors',
    build: one(
      buildHeader({ weight }, { ss_output_name: 'hf_style', modelspec: 'sk-learn', key: 'wandb_api_key=YOUR_KEY' }),
    ),
    verdict: 'clean',
    because: 'beginnings of tokens are words',
  },
  {
    name: 'empty.safetensors',
    build: one('{}', new Uint8Array(0)),
    verdict: 'clean',
    because: 'no tensors is allowed',
  },
  {
    name: 'scalar-and-empty.safetensors',
    build: () =>
      buildSafetensors(
        buildHeader({
          scalar: { dtype: 'F64', shape: [], data_offsets: [0, 8] },
          none: { dtype: 'I64', shape: [0, 3], data_offsets: [8, 8] },
        }),
        Buffer.alloc(8),
      ),
    verdict: 'clean',
    because: 'shape [] is one element, a zero makes none',
  },
  {
    name: 'trainer-metadata.safetensors',
    build: one(
      buildHeader({ weight }, { ss_network_args: '{"conv_dim": "8"}', 'modelspec.title': 'import os; os.system("x")' }),
    ),
    verdict: 'clean',
    because: 'JSON and words in metadata are data',
  },
  {
    name: 'duplicate-differs.safetensors',
    build: one(`{"w":${w},"w":{"dtype":"U8","shape":[16],"data_offsets":[0,16]}}`),
    verdict: 'malicious',
    check: 'two-readings',
    because: 'the last of two tensors of one name wins, unless a reader keeps the first',
  },
  odd('duplicate-same', `{"w":${w},"w":${w}}`, 'a tensor stands twice'),
  odd('metadata-twice', `{"__metadata__":{"a":"1","a":"2"},"w":${w}}`, 'a metadata key stands twice'),
  odd('blank-first', ` {"w":${w}}`, 'the format forbids blanks before the brace'),
  odd('extra-field', `{"w":{"dtype":"U8","shape":[16],"data_offsets":[0,16],"x":1}}`, 'an unknown field'),
  odd('as-array', `{"w":["U8",[16],[0,16]]}`, 'a tensor as an array'),
  odd('dtype-object', `{"w":{"dtype":{"U8":null},"shape":[16],"data_offsets":[0,16]}}`, 'a dtype as an object'),
  odd('metadata-null', `{"__metadata__":null,"w":${w}}`, 'metadata that is null'),
  odd('escaped-metadata', `{"\\u005f_metadata__":{},"w":${w}}`, 'metadata under a name spelled with escapes'),
  odd('empty-name', `{"":${w}}`, 'a tensor without a name'),
  odd('nul-name', `{"a\\u0000b":${w}}`, 'a name that C readers cut'),
  odd(
    'huge-dimension',
    '{"w":{"dtype":"U8","shape":[0,9223372036854775807],"data_offsets":[0,0]}}',
    'a huge dimension after a zero',
    new Uint8Array(0),
  ),
  odd('blank-padding', `{"w":${w}}${' '.repeat(100_000)}`, 'padding far beyond alignment'),
  refused('hole', '{"w":{"dtype":"U8","shape":[8],"data_offsets":[8,16]}}', 'the first tensor does not start at 0'),
  refused('overlap', `{"a":${w},"b":{"dtype":"U8","shape":[8],"data_offsets":[8,16]}}`, 'two tensors overlap'),
  refused('trailing-data', `{"w":${w}}`, 'bytes follow the last tensor', Buffer.alloc(17)),
  refused('wrong-size', '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}', 'shape and range disagree'),
  refused(
    'overflow',
    '{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16]}}',
    'a product overflows',
  ),
  refused('unknown-dtype', '{"w":{"dtype":"f32","shape":[4],"data_offsets":[0,16]}}', 'a dtype in lower case'),
  refused('comment', `{/**/"w":${w}}`, 'JSON has no comments'),
  {
    name: 'long-header.safetensors',
    build: () => buildSafetensors(`{"w":${w}}`, numbers, 2 ** 40),
    verdict: 'incomplete',
    because: 'the declared header is longer than the reference reader allows',
  },
];
