// `assay access prove` and `assay access diff`: what the policies mean for every request there can be.
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { type SigningFlags, signingFlags } from '../workspace/workspace-flags.ts';
import type { ProveFlags } from './run-prove.ts';

const sources = [
  'Policies are named by one of these words:',
  '  in-force   what holds in the workspace now; where there is none, what comes with Assay',
  '  shipped    what comes with Assay',
  '  @N         what held after N entries of the log',
  '  PATH       what is in force, with this document in its place: NAME.cedar for the policy NAME, a zone as YAML, or a folder of them',
];

export const proveCommand: Command<AssayContext> = buildCommand<ProveFlags, readonly string[], AssayContext>({
  loader: async () => (await import('./run-prove.ts')).runProve,
  parameters: {
    flags: {
      policies: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'POLICIES',
        brief: 'Prove it of these policies (default: in-force)',
      },
      check: {
        kind: 'parsed',
        parse: wholeNumber(0, 1_000_000),
        optional: true,
        placeholder: 'N',
        brief: 'Compare the translation with Cedar on N random requests as well',
      },
      seed: {
        kind: 'parsed',
        parse: wholeNumber(0, Number.MAX_SAFE_INTEGER),
        optional: true,
        placeholder: 'N',
        brief: 'Seed of the random requests (default: 1)',
      },
      list: switchFlag('List the invariants that come with Assay, and prove nothing'),
      ...signingFlags,
    },
    positional: {
      kind: 'array',
      parameter: {
        parse: String,
        placeholder: 'INVARIANT',
        brief: 'Name of an invariant that comes with Assay, or a YAML file; all that come with it when none is named',
      },
    },
  },
  docs: {
    brief: 'Prove what nobody can do under the policies, or show a request that they allow',
    fullDescription: [
      'The policies are translated for a solver, which looks for a request that is allowed and must not be, among all identities, roles,',
      'assets and circumstances there can be. Where there is none, that is a proof; where there is one, Cedar itself is asked, and it is shown.',
      'It takes the package z3-solver, installed beside Assay.',
      '',
      ...sources,
      '',
      'Exit codes: 0 all proved, 1 one is refuted, 2 could not tell.',
    ].join('\n'),
  },
});

const policiesWord = (placeholder: string, brief: string) => ({ parse: String, placeholder, brief });

export const diffCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-prove.ts')).runAccessDiff,
  parameters: {
    flags: signingFlags,
    positional: {
      kind: 'tuple',
      parameters: [policiesWord('OLD', 'Policies before'), policiesWord('NEW', 'Policies after')],
    },
  },
  docs: {
    brief: 'Say who can do what after a change of policies and could not before, or prove that nobody can tell',
    fullDescription: [
      'Each role, action and zone for which it makes a difference, with a request as an example. What is not listed is proved to stay as it is.',
      'It takes the package z3-solver, installed beside Assay.',
      '',
      ...sources,
      '',
      'Exit codes: 0 the same for every request, 1 different, 2 could not tell.',
    ].join('\n'),
  },
});
