// `assay gate ...`: decisions about assets, and why.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { parseTime } from '../workspace/parse-time.ts';
import { assetWord, signingFlags, type WorkspaceFlags, workspaceFlags } from '../workspace/workspace-flags.ts';
import type { DecideFlags, RequestFlags, WaiveFlags } from './run-gate.ts';

const gateWord = { parse: String, placeholder: 'GATE', brief: 'Name of a gate, or a YAML file' };

const zoneFlag = (brief: string) => ({ ...fileFlag(brief), placeholder: 'ZONE' });
const requestFlags = {
  fromZone: zoneFlag('Zone that it comes from'),
  toZone: zoneFlag('Zone that it is to go to'),
  purpose: {
    ...fileFlag('What it is to be used for; data for another purpose are not let through'),
    placeholder: 'TEXT',
  },
};

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateList,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'List the gates that hold: those that come with Assay, and those of the workspace' },
});

const showCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateShow,
  parameters: { flags: workspaceFlags, positional: { kind: 'tuple', parameters: [gateWord] } },
  docs: { brief: 'Print a gate as YAML: what it asks for; a file is checked on the way' },
});

const decideCommand: Command<AssayContext> = buildCommand<DecideFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateDecide,
  parameters: {
    flags: {
      record: switchFlag('Put the decision on record'),
      ...requestFlags,
      format: {
        kind: 'enum',
        values: ['sarif', 'junit', 'summary'],
        optional: true,
        brief: 'A document for others: SARIF 2.1.0, JUnit XML, or Markdown',
      },
      output: fileFlag('File that the document goes to (default: standard output)'),
      stepSummary: switchFlag('Append the Markdown to the file that GITHUB_STEP_SUMMARY names'),
      ...signingFlags,
    },
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

const explainCommand: Command<AssayContext> = buildCommand<RequestFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateExplain,
  parameters: {
    flags: { ...requestFlags, ...signingFlags },
    positional: { kind: 'tuple', parameters: [gateWord, assetWord] },
  },
  docs: { brief: 'Say what an asset lacks at a gate, in order, with the commands; nothing is recorded' },
});

const reopenedCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-gate.ts')).runGateReopened,
  parameters: { flags: workspaceFlags },
  docs: {
    brief: 'List decisions whose ground is gone: revoked, expired, contradicted, or made by old rules',
    fullDescription: [
      'Each decision that let something through is made again with the gate of then and what is known now. How old the evidence may be is asked',
      'when something is decided; that it still counts, that nothing speaks against it and that it has not expired, for as long as something rests on it.',
      '',
      'Exit codes: 0 all stand, 1 some do not.',
    ].join('\n'),
  },
});

const testCommand: Command<AssayContext> = buildCommand<{ readonly json?: boolean }, readonly [string], AssayContext>({
  loader: async () => (await import('./run-gate-test.ts')).runGateTestFile,
  parameters: {
    flags: { json: workspaceFlags.json },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'FILE', brief: 'YAML, assay.gate-test/1' }],
    },
  },
  docs: {
    brief: 'Try a gate on evidence that is made up, and see that it does what it is for',
    fullDescription: [
      'Each case lays statements over the examples of their kinds and says what has to come of them. Beside the cases it is held that nothing on',
      'record is no yes, that more that passes never turns a yes into a no, and that every answer has a reason.',
      '',
      'Exit codes: 0 all as it should be, 1 not.',
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
  'list' | 'show' | 'explain' | 'decide' | 'waive' | 'recompute' | 'reopened' | 'test',
  AssayContext
>({
  routes: {
    list: listCommand,
    show: showCommand,
    explain: explainCommand,
    decide: decideCommand,
    waive: waiveCommand,
    recompute: recomputeCommand,
    reopened: reopenedCommand,
    test: testCommand,
  },
  docs: { brief: 'Let assets through, or not, on recorded evidence' },
});
