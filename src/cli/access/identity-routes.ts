// `assay access identity ...`: who acts here.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { type SigningFlags, signingFlags } from '../workspace/workspace-flags.ts';
import { identityWord, whyFlag } from './access-flags.ts';
import type { EndFlags, IdentityFlags } from './run-identity.ts';

const setCommand: Command<AssayContext> = buildCommand<IdentityFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-identity.ts')).runIdentitySet,
  parameters: {
    flags: {
      role: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        placeholder: 'ROLE',
        brief:
          'owner, data-engineer, data-scientist, app-engineer, operator, security-engineer, release-manager, auditor, collector, or one of your policies; may be repeated',
        optional: true,
      },
      service: switchFlag('It is a service, not a person: it never stands in for one'),
      person: {
        ...fileFlag('The person behind it, by a name that is the same for all of their identities (default: NAME)'),
        placeholder: 'NAME',
      },
      organisation: { ...fileFlag('The legal entity that they belong to'), placeholder: 'NAME' },
      screening: {
        ...fileFlag('Record of their screening: RECORD,ISSUER,UNTIL, for example 2025-118,hr.example.org,2027-09-01'),
        placeholder: 'RECORD',
      },
      hours: {
        ...fileFlag('When they usually work: ZONE,FROM-TO,DAYS, for example Europe/Berlin,8-18,1-5'),
        placeholder: 'HOURS',
      },
      why: whyFlag,
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [identityWord] },
  },
  docs: {
    brief: 'Say who somebody is and in which roles they act',
    fullDescription: [
      'It replaces what was said before. assay keys trust --holder NAME says which key is theirs. Nobody describes themselves, but for whoever holds',
      'the root key.',
    ].join('\n'),
  },
});

const endCommand: Command<AssayContext> = buildCommand<EndFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-identity.ts')).runIdentityEnd,
  parameters: { flags: { why: whyFlag, ...signingFlags }, positional: { kind: 'tuple', parameters: [identityWord] } },
  docs: { brief: 'End an identity: its roles, grants and tokens end with it' },
});

const listCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-identity.ts')).runIdentityList,
  parameters: { flags: signingFlags },
  docs: { brief: 'List who acts here, with which keys and roles' },
});

export const identityRoutes: RouteMap<AssayContext> = buildRouteMap<'set' | 'end' | 'list', AssayContext>({
  routes: { set: setCommand, end: endCommand, list: listCommand },
  docs: { brief: 'Say who acts here' },
});
