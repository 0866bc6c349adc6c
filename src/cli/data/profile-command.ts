// `assay data profile PATH`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { dataFlags } from './data-flags.ts';
import type { DataProfileFlags } from './run-profile.ts';

export const dataProfileCommand: Command<AssayContext> = buildCommand<
  DataProfileFlags,
  readonly [string],
  AssayContext
>({
  loader: async () => (await import('./run-profile.ts')).runDataProfile,
  parameters: {
    flags: {
      ...dataFlags,
      contract: fileFlag('Count violations of this contract, too (tables)'),
      json: switchFlag('Print the profile as one JSON document'),
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'PATH', brief: 'File or folder with the data' }],
    },
  },
  docs: {
    brief: 'Say what data are like: size, integrity, quality, classes, age, coverage, sensitivity',
    fullDescription: [
      'What cannot be computed is said to be unknown, with the reason.',
      '',
      'Exit codes: 0 profiled, 2 the data cannot be read, 64 wrong usage.',
    ].join('\n'),
  },
});
