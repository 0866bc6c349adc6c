// `assay data clean DATASET`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import { dataFlags } from './data-flags.ts';
import type { DataCleanFlags } from './run-clean.ts';

export const dataCleanCommand: Command<AssayContext> = buildCommand<DataCleanFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-clean.ts')).runDataClean,
  parameters: {
    flags: {
      ...dataFlags,
      triage: fileFlag('Queue of assay data triage: what was rejected goes, what was relabelled gets its right label'),
      seal: fileFlag('Seal of the queue (default: QUEUE.seal)'),
      scan: fileFlag('Report of assay data scan --json: the rows to filter go'),
      out: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'PATH',
        brief:
          'Where the new version is to be (default: DATASET with .clean before its ending; with --record a file of the same name in such a folder)',
      },
      force: switchFlag('Do it although a class is emptied, most rows go, or the review shows nothing'),
      record: switchFlag(
        'Record the new version, for a DATASET that is recorded as an asset; assay rollback undoes it',
      ),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          placeholder: 'DATASET',
          brief: 'CSV, TSV or JSON lines; folder of IDX files or of class folders',
        },
      ],
    },
  },
  docs: {
    brief: 'Make a new version of the data without the rows that were rejected',
    fullDescription: [
      'Nothing is ever deleted: DATASET stays as it is. Bytes of the rows that stay are copied as they are.',
      '',
      'Exit codes: 0 done, or there was nothing to do; 2 nothing was written; 64 wrong usage.',
    ].join('\n'),
  },
});
