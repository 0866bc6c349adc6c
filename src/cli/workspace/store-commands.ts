// `assay store ...`: look after the encrypted store of a workspace.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import type { DestroyFlags, RotateStoreFlags } from './run-store.ts';
import { signingFlags, type WorkspaceFlags, workspaceFlags } from './workspace-flags.ts';

const checkCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-store.ts')).runStoreCheck,
  parameters: { flags: workspaceFlags },
  docs: {
    brief: 'Read and verify every blob, and tell what is damaged or missing',
    fullDescription:
      'Exit codes: 0 all is sound, 1 something is damaged or missing, 2 could not tell: the key of a zone is not here, for example.',
  },
});

const rotateCommand: Command<AssayContext> = buildCommand<RotateStoreFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-store.ts')).runStoreRotate,
  parameters: {
    flags: {
      zone: {
        ...fileFlag('Zone whose key is changed (default: that of statements and manifests)'),
        placeholder: 'ZONE',
      },
      why: { ...fileFlag('Why; it stands in the log'), placeholder: 'TEXT' },
      ...signingFlags,
    },
  },
  docs: {
    brief: 'Change the key of the store: all data keys are wrapped anew, no blob is touched',
    fullDescription: 'Should it be interrupted, run it again: it goes on where it stopped.',
  },
});

const destroyCommand: Command<AssayContext> = buildCommand<DestroyFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-store.ts')).runStoreDestroy,
  parameters: {
    flags: {
      why: { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'Why; it stands in the log' },
      basis: { ...fileFlag('Law, contract or request that asks for it'), placeholder: 'TEXT' },
      copiesLeft: {
        ...fileFlag('A copy elsewhere that this does not reach; may be repeated'),
        placeholder: 'TEXT',
        variadic: true,
      },
      force: switchFlag('Destroy also what other assets need'),
      dryRun: switchFlag('Only tell what would be destroyed'),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          placeholder: 'ASSET',
          brief: 'An asset whose files are to go, or the SHA-256 of a blob in full',
        },
      ],
    },
  },
  docs: {
    brief: 'Destroy the keys of blobs: nobody can read them again; the log says so',
    fullDescription: [
      'Of an asset the files go and the rows that were recorded of them; its manifest stays and says what there was. What other assets',
      'need stays as well. There is no way back.',
    ].join('\n'),
  },
});

const tidyCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-store.ts')).runStoreTidy,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'Put small packs together and remove what killed writers left behind' },
});

export const storeRoutes: RouteMap<AssayContext> = buildRouteMap<'check' | 'rotate' | 'destroy' | 'tidy', AssayContext>(
  {
    routes: { check: checkCommand, rotate: rotateCommand, destroy: destroyCommand, tidy: tidyCommand },
    docs: { brief: 'Look after the encrypted store' },
  },
);
