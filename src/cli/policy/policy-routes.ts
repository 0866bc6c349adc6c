// `assay policy ...`: the rules of a workspace, and how two people change them.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { type SigningFlags, signingFlags } from '../workspace/workspace-flags.ts';
import type { ApproveFlags, ChangeFlags } from './run-policy.ts';

const ruleWord = {
  parse: String,
  placeholder: 'AREA/NAME',
  brief: 'A rule, for example access/granted or gates/train-with',
} as const;
const why = { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'Why; it stands in the log' } as const;
const sign = switchFlag('Sign it; without this it is only shown who could do what then');

const listCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-policy.ts')).runPolicyList,
  parameters: { flags: signingFlags },
  docs: { brief: 'List the rules that hold, and the changes that wait for a second person' },
});

const showCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-policy.ts')).runPolicyShow,
  parameters: { flags: signingFlags, positional: { kind: 'tuple', parameters: [ruleWord] } },
  docs: { brief: 'Print a rule as it holds: Cedar for access, YAML for the rest' },
});

const changeCommand: Command<AssayContext> = buildCommand<ChangeFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-policy.ts')).runPolicyChange,
  parameters: {
    flags: {
      file: fileFlag('The rule as it is to be: one Cedar policy with a @reason for access, YAML for the rest'),
      shipped: switchFlag('The rule that comes with Assay is to hold again'),
      why,
      sign,
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [ruleWord] },
  },
  docs: {
    brief: 'Propose a change of a rule; it holds when a second person approves it',
    fullDescription: [
      'The areas are access, zones, gates and detectors. Before anything is signed it is shown who could do what then that they cannot do now,',
      'and the other way round. Two identities of one person are one person, and a service is none.',
    ].join('\n'),
  },
});

const approveCommand: Command<AssayContext> = buildCommand<ApproveFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-policy.ts')).runPolicyApprove,
  parameters: {
    flags: { why, sign, ...signingFlags },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          placeholder: 'CHANGE',
          brief: 'Id of the statement of the first person, or its first 8 digits',
        },
      ],
    },
  },
  docs: { brief: 'Say the same as somebody else, so that a changed rule holds' },
});

export const policyRoutes: RouteMap<AssayContext> = buildRouteMap<'list' | 'show' | 'change' | 'approve', AssayContext>(
  {
    routes: { list: listCommand, show: showCommand, change: changeCommand, approve: approveCommand },
    docs: { brief: 'Look at the rules of the workspace, and change them with a second person' },
  },
);
