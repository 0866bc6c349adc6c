// `assay watch-folder DIR --to ZONE --supplier NAME`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { dataFlags } from '../data/data-flags.ts';
import { switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import { journeyFlags } from './admit-command.ts';
import type { WatchFlags } from './run-watch-folder.ts';

export const watchFolderCommand: Command<AssayContext> = buildCommand<WatchFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-watch-folder.ts')).runWatchFolder,
  parameters: {
    flags: {
      ...journeyFlags,
      once: switchFlag('Take in what lies there now, and end'),
      settle: {
        kind: 'parsed',
        parse: wholeNumber(0, 86_400),
        optional: true,
        placeholder: 'SECONDS',
        brief: 'How long nothing may have changed before something is taken in (default 5)',
      },
      ...dataFlags,
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'DIR', brief: 'Folder to watch' }] },
  },
  docs: {
    brief: 'Admit whatever is put into a folder',
    fullDescription: [
      'Each file and each folder in DIR is an asset, called as it is there. What is still being written is waited for; what begins with a',
      'dot or ends in .part, .tmp and the like is left alone, links are not followed. Nothing in DIR is changed. With --json one document',
      'per line. A restart takes nothing in twice: what was admitted stands in the log.',
      '',
      'Exit codes with --once: the worst of what assay admit says. Without: 0 when it is interrupted.',
    ].join('\n'),
  },
});
