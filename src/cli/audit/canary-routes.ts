// `assay canary ...`: decoys that nobody has a reason to touch.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import type { CanaryFlags, CanaryPlantFlags } from './run-canary.ts';

const plantCommand: Command<AssayContext> = buildCommand<CanaryPlantFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-canary.ts')).runCanaryPlant,
  parameters: {
    flags: {
      make: { kind: 'enum', values: ['dataset', 'model', 'credential'], brief: 'What it looks like' },
      name: {
        kind: 'parsed',
        parse: String,
        placeholder: 'NAME',
        brief: 'Name of the reference, as a real one would be called',
      },
      token: {
        ...fileFlag('The file of credentials holds a token of this new identity, which is a decoy too'),
        placeholder: 'IDENTITY',
      },
      expect: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'IDENTITY',
        brief: 'Touches everything by its trade, for example a backup; may be repeated',
      },
      why: { kind: 'parsed', parse: String, default: '', placeholder: 'TEXT', brief: 'For those who may know' },
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          placeholder: 'PATH',
          brief: 'Where its files are written; what is there already becomes the decoy',
        },
      ],
    },
  },
  docs: {
    brief: 'Plant a decoy that looks like a real asset',
    fullDescription: [
      'Writes files that look real, or takes those at PATH, and records them as assay add does, with the owner, licence and sensitivity of the',
      'newest asset of the same kind. That it is a decoy stands in a sealed record only; the log has nothing that tells it from others.',
      'Sign with the key of somebody who adds such assets: who added it is on record. Files that Assay made can be recognised by',
      'whoever has read its sources; your own are better.',
    ].join('\n'),
  },
});

const listCommand: Command<AssayContext> = buildCommand<CanaryFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-canary.ts')).runCanaryList,
  parameters: { flags: signingFlags },
  docs: { brief: 'List the decoys; needs the right read-audit and the key of their records' },
});

const checkCommand: Command<AssayContext> = buildCommand<CanaryFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-canary.ts')).runCanaryCheck,
  parameters: { flags: signingFlags },
  docs: {
    brief: 'Say who touched a decoy: every access, also a denied one, and every statement about it',
    fullDescription:
      'Exit codes: 0 nobody did, 1 somebody did, 2 there is no decoy, or entries of the log cannot be read.',
  },
});

export const canaryRoutes: RouteMap<AssayContext> = buildRouteMap<'plant' | 'list' | 'check', AssayContext>({
  routes: { plant: plantCommand, list: listCommand, check: checkCommand },
  docs: { brief: 'Decoys: whoever touches one is looking around' },
});
