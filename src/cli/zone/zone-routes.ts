// `assay promote` and `assay zone ...`: where assets lie, and how they get from one area to another.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import { assetWord, signingFlags, type WorkspaceFlags, workspaceFlags } from '../workspace/workspace-flags.ts';
import type { PromoteFlags } from './run-promote.ts';

const zoneWord = { parse: String, placeholder: 'ZONE', brief: 'Name of a zone' };

export const promoteCommand: Command<AssayContext> = buildCommand<PromoteFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-promote.ts')).runPromote,
  parameters: {
    flags: {
      to: { kind: 'parsed', parse: String, placeholder: 'ZONE', brief: 'Where it is to lie' },
      why: { ...fileFlag('Why; it stands in the log'), placeholder: 'TEXT' },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [assetWord] },
  },
  docs: {
    brief: 'Place an asset in another zone, when the gate between the two lets it through',
    fullDescription: [
      'The gate decides now, on what is on record about this very digest. When it allows it, the bytes are sealed under the key of the zone,',
      'then the placement is logged, then the copies where it lay are destroyed. Interrupted, run it again.',
      'Into quarantine everything goes without a gate.',
      '',
      'Exit codes: 0 it lies there, 1 its gate refuses because something speaks against it, 2 because something is not known.',
    ].join('\n'),
  },
});

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-zone.ts')).runZoneList,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'List the zones: what lies in them, and whether their keys are here' },
});

const showCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-zone.ts')).runZoneShow,
  parameters: { flags: workspaceFlags, positional: { kind: 'tuple', parameters: [zoneWord] } },
  docs: { brief: 'Print a zone: what may come in, who may do what, how it is run, and what lies in it' },
});

export const zoneRoutes: RouteMap<AssayContext> = buildRouteMap<'list' | 'show', AssayContext>({
  routes: { list: listCommand, show: showCommand },
  docs: { brief: 'Look after the areas that assets lie in' },
});
