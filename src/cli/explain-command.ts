// `assay explain [ID]`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { switchFlag } from './flag-kinds.ts';
import type { ExplainFlags } from './run-explain.ts';

export const explainCommand: Command<AssayContext> = buildCommand<ExplainFlags, readonly [string?], AssayContext>({
  loader: async () => (await import('./run-explain.ts')).runExplain,
  parameters: {
    flags: { json: switchFlag('Print JSON') },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          optional: true,
          placeholder: 'ID',
          brief:
            'Id of a check, a format, a kind of statement, a threat, a control, a requirement, or one such as AML.T0020; without one, all are listed',
          proposeCompletions: async (partial) => (await import('./run-explain.ts')).idsBeginning(partial),
        },
      ],
    },
  },
  docs: {
    brief: 'Tell what a check, a format, a kind of statement, a threat, a control or a requirement is',
    fullDescription: [
      'Tells what an id in a report or in the catalogue means: what a check looks for, what a statement says, what a requirement demands',
      'and where its source says so. The catalogue says what is demanded and what could show it, never that it is met.',
    ].join('\n'),
  },
});
