// `assay lineage` and `assay impact`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { switchFlag } from '../flag-kinds.ts';
import type { LineageFlags } from './run-lineage.ts';
import { type WorkspaceFlags, workspaceFlags } from './workspace-flags.ts';

export const lineageCommand: Command<AssayContext> = buildCommand<LineageFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-lineage.ts')).runLineage,
  parameters: {
    flags: {
      up: switchFlag('What it was made of (default)'),
      down: switchFlag('What was made of it'),
      ...workspaceFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'ASSET', brief: 'NAME, NAME@VERSION, or the asset id or its first 8 digits' },
      ],
    },
  },
  docs: {
    brief: 'Show what an asset was made of, or what was made of it, and what nobody has recorded',
  },
});

export const impactCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-lineage.ts')).runImpact,
  parameters: {
    flags: workspaceFlags,
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'WHAT', brief: 'Digest of a file or asset, name, key id, or supplier' },
      ],
    },
  },
  docs: {
    brief: 'Show which assets, references and releases descend from something, and which decisions let them through',
  },
});
