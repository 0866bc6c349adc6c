// `assay quickstart [DIR]`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { switchFlag } from '../flag-kinds.ts';
import type { QuickstartFlags } from './run-quickstart.ts';

export const quickstartCommand: Command<AssayContext> = buildCommand<
  QuickstartFlags,
  readonly [(string | undefined)?],
  AssayContext
>({
  loader: async () => (await import('./run-quickstart.ts')).runQuickstart,
  parameters: {
    flags: { json: switchFlag('Answer as one JSON document') },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          optional: true,
          placeholder: 'DIR',
          brief: 'Folder that is made for it (default: assay-quickstart)',
        },
      ],
    },
  },
  docs: {
    brief: 'See it work in a minute: real assets, one poisoned and one trojaned, taken all the way',
    fullDescription: [
      'Makes DIR with a workspace in it, takes real data in, trains a model on them, and takes both through the gates; beside them a copy of',
      'the data with a backdoor and a model file that runs a command, both made here with a seed. Every step is a command that is printed',
      'and can be typed again. It needs no network, and leaves DIR to play with.',
      '',
      'Exit codes: 0 what is good was let in and what is bad was stopped, 1 it was not, 2 something could not be done.',
    ].join('\n'),
  },
});
