// `assay train DATASET --out MODEL.onnx`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import type { TrainFlags } from './run-train.ts';
import { parseShare } from './share.ts';

const number = (least: number, most: number, brief: string) =>
  ({ kind: 'parsed', parse: wholeNumber(least, most), optional: true, placeholder: 'N', brief }) as const;

export const trainCommand: Command<AssayContext> = buildCommand<TrainFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-train.ts')).runTrain,
  parameters: {
    flags: {
      out: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'Write the model there, as ONNX' },
      model: {
        kind: 'enum',
        values: ['convolutional-net', 'multilayer-perceptron', 'logistic-regression'],
        optional: true,
        brief: 'Which model (default: convolutional-net)',
      },
      epochs: number(1, 1000, 'How often each row is learnt from (default 5)'),
      batch: number(1, 4096, 'Rows per step (default 64)'),
      seed: number(0, 2 ** 31 - 1, 'Seed of everything that is drawn (default 1)'),
      heldOut: {
        kind: 'parsed',
        parse: parseShare,
        optional: true,
        placeholder: 'SHARE',
        brief: 'Rows that it is tested on and never learns from (default 20%)',
      },
      record: switchFlag('Ask the gate train-with, and put model, provenance and test on record; needs --name'),
      name: { kind: 'parsed', parse: String, optional: true, placeholder: 'NAME', brief: 'Reference to the model' },
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'DATASET', brief: 'Labelled pictures, as assay data scan takes them' },
      ],
    },
  },
  docs: {
    brief: 'Train a small model on pictures, reproducibly, if the gate lets the data be trained with',
    fullDescription: [
      'The same data, seed, engine and processor family give the same bytes. With --record the data have to be an asset that the gate',
      'train-with lets through now; what is denied is not trained with. The provenance names the data, the digest of the training step',
      'as an ONNX graph, all settings and the decision.',
      '',
      'Exit codes: 0 trained, 1 the gate denies it, 2 the gate does not know enough, or training failed, 64 wrong usage.',
    ].join('\n'),
  },
});
