// `assay gate ...`: decisions about assets, and why.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { switchFlag } from '../flag-kinds.ts';
import { parseTime } from '../workspace/parse-time.ts';
import { assetWord, signingFlags, type WorkspaceFlags, workspaceFlags } from '../workspace/workspace-flags.ts';
import type { DecideFlags, WaiveFlags } from './run-gate.ts';

const gateWord = { parse: String, placeholder: 'GATE', brief: 'Name of a gate that comes with Assay, or a YAML file' };

const listCommand: Command<AssayContext> = buildCommand<{ readonly json?: boolean }, readonly [], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateList,
  parameters: { flags: { json: workspaceFlags.json } },
  docs: { brief: 'List the gates that come with Assay' },
});

const showCommand: Command<AssayContext> = buildCommand<{ readonly json?: boolean }, readonly [string], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateShow,
  parameters: { flags: { json: workspaceFlags.json }, positional: { kind: 'tuple', parameters: [gateWord] } },
  docs: { brief: 'Print a gate as YAML: what it asks for; a file is checked on the way' },
});

const decideCommand: Command<AssayContext> = buildCommand<DecideFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateDecide,
  parameters: {
    flags: { record: switchFlag('Put the decision on record'), ...signingFlags },
    positional: { kind: 'tuple', parameters: [gateWord, assetWord] },
  },
  docs: {
    brief: 'Decide whether an asset may go on, and say on what that rests or what is missing',
    fullDescription: [
      'A decision rests on statements about this very digest that count now. Each requirement is answered with the statement that met it,',
      'or with what is missing, stale, refused or says otherwise, and the command that would show it.',
      '',
      'Exit codes: 0 allow or exception, 1 deny because something speaks against it, 2 deny because something is not known.',
    ].join('\n'),
  },
});

const waiveCommand: Command<AssayContext> = buildCommand<WaiveFlags, readonly [string, string, string], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateWaive,
  parameters: {
    flags: {
      reason: { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'Why it is let through all the same' },
      until: { kind: 'parsed', parse: parseTime, placeholder: 'TIME', brief: 'When it ends, for example 2026-03-01' },
      approver: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'Who answers for it' },
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [gateWord, { parse: String, placeholder: 'REQUIREMENT', brief: 'Id of what is not met' }, assetWord],
    },
  },
  docs: {
    brief: 'Accept, for a time, that an asset passes without meeting a requirement',
    fullDescription: [
      'It counts when as many people as the gate asks for have said so, each with a key of their own, and none of them recorded the asset.',
      'The decision is then an exception, and is shown as one for ever.',
    ].join('\n'),
  },
});

const recomputeCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateRecompute,
  parameters: {
    flags: workspaceFlags,
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'STATEMENT', brief: 'Id of the recorded decision, or its first digits' },
      ],
    },
  },
  docs: { brief: 'Decide again from the entries that were there then; the bytes have to be the same' },
});

export const gateRoutes: RouteMap<AssayContext> = buildRouteMap<
  'list' | 'show' | 'decide' | 'waive' | 'recompute',
  AssayContext
>({
  routes: {
    list: listCommand,
    show: showCommand,
    decide: decideCommand,
    waive: waiveCommand,
    recompute: recomputeCommand,
  },
  docs: { brief: 'Let assets through, or not, on recorded evidence' },
});
