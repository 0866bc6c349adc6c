// Commands over the workspace as a whole.
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { type WorkspaceFlags, workspaceFlags } from './workspace-flags.ts';

export const statusCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-status.ts')).runStatus,
  parameters: { flags: workspaceFlags },
  docs: {
    brief: 'Show the workspace: keys, log, store, assets, and when it was verified last',
    fullDescription: [
      'Reads the index and the checkpoint of the log; what is stored is not read: that does assay verify --all.',
      'Exit codes: 0 all is well, 1 the audit is overdue or the last one did not pass, or what is signed here does not count,',
      '2 could not tell.',
    ].join('\n'),
  },
});

export const reindexCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-reindex.ts')).runReindex,
  parameters: { flags: workspaceFlags },
  docs: {
    brief: 'Make the index again from the log and the store, and say whether it was what it should be',
    fullDescription: [
      'Everything in the index stands in the log and the store too. It is built a second time and compared row by row; what differs is',
      'replaced as a whole. Safe at any time, also while others work in the workspace.',
      'Exit codes: 0 the index was right or there was none, 1 it was not right and is now, 2 it cannot be made.',
    ].join('\n'),
  },
});
