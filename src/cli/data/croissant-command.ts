// `assay data croissant DATASET`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import { dataFlags } from './data-flags.ts';
import type { DataCroissantFlags } from './run-croissant.ts';

export const dataCroissantCommand: Command<AssayContext> = buildCommand<
  DataCroissantFlags,
  readonly [string],
  AssayContext
>({
  loader: async () => (await import('./run-croissant.ts')).runDataCroissant,
  parameters: {
    flags: { ...dataFlags, output: fileFlag('Write the description there') },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'DATASET', brief: 'File or folder with the data' }],
    },
  },
  docs: {
    brief: 'Describe a data set in Croissant: files with their SHA-256, columns, classes',
    fullDescription: [
      'Prints JSON-LD of MLCommons Croissant 1.0. Beside the data, `assay data scan` reads the data through such a description and',
      'refuses files that have another digest.',
    ].join('\n'),
  },
});
