// `assay import-tests JUNIT... --commit COMMIT --asset ASSET`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import type { ImportTestsFlags } from './run-import-tests.ts';
import { signingFlags } from './workspace/workspace-flags.ts';

export const importTestsCommand: Command<AssayContext> = buildCommand<
  ImportTestsFlags,
  readonly string[],
  AssayContext
>({
  loader: async () => (await import('./run-import-tests.ts')).runImportTests,
  parameters: {
    flags: {
      commit: { kind: 'parsed', parse: String, placeholder: 'COMMIT', brief: 'The commit that was tested, in full' },
      asset: {
        kind: 'parsed',
        parse: String,
        placeholder: 'ASSET',
        brief: 'The code that was tested, as it is recorded',
      },
      ...signingFlags,
    },
    positional: {
      kind: 'array',
      parameter: { parse: String, placeholder: 'JUNIT', brief: 'JUnit XML of the run' },
      minimum: 1,
    },
  },
  docs: {
    brief: 'Put the result of a test run on record, bound to the commit that was tested',
    fullDescription: [
      'What was skipped did not pass; a run without a test that passed says nothing; a test that failed and passed when it was run again is flaky,',
      'and so is one that failed in one of several files. A file that says it ran more tests than it lists is no pass.',
      'Gates take it only for the commit that the asset is recorded at (assay add --revision).',
      '',
      'Exit codes: 0 all passed, 1 some failed, 2 it says neither.',
    ].join('\n'),
  },
});
