// `assay evaluate MODEL --on DATASET`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import type { EvaluateFlags } from './run-evaluate.ts';
import { parseShare } from './share.ts';

export const evaluateCommand: Command<AssayContext> = buildCommand<EvaluateFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-evaluate.ts')).runEvaluate,
  parameters: {
    flags: {
      on: { kind: 'parsed', parse: String, placeholder: 'DATASET', brief: 'Labelled pictures to ask the model about' },
      seed: {
        kind: 'parsed',
        parse: wholeNumber(0, 2 ** 31 - 1),
        optional: true,
        placeholder: 'N',
        brief: 'Seed of everything that is drawn (default 1)',
      },
      atLeast: {
        kind: 'parsed',
        parse: parseShare,
        optional: true,
        placeholder: 'SHARE',
        brief:
          'Share that it has to get right, for example 90%; without it nothing is said about how good is good enough',
      },
      record: switchFlag('Put the result on record, for a MODEL and a DATASET that are recorded as assets'),
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'MODEL', brief: 'ONNX file' }] },
  },
  docs: {
    brief: 'Test a trained model: what it gets right, and whether a trigger takes it over',
    fullDescription: [
      'Counts what the model reads as it is labelled, and searches for a small change that takes pictures of all classes to one (Neural',
      'Cleanse). The gate promote-model wants such a test by another key than that which recorded the model: --signing-key.',
      '',
      'Exit codes: 0 no test found anything and enough is right, 1 one did or it is not, 2 could not tell, 64 wrong usage.',
    ].join('\n'),
  },
});
