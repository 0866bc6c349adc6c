// `assay access token ...`: secrets that act as an identity.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { type SigningFlags, signingFlags } from '../workspace/workspace-flags.ts';
import { identityWord, parseAction, untilFlag, whyFlag } from './access-flags.ts';
import type { TokenFlags, TokenRevokeFlags } from './run-token.ts';

const issueCommand: Command<AssayContext> = buildCommand<TokenFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-token.ts')).runTokenIssue,
  parameters: {
    flags: {
      label: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'What people call it' },
      actions: {
        kind: 'parsed',
        parse: parseAction,
        variadic: true,
        placeholder: 'ACTION',
        brief: 'What it is good for; may be repeated',
      },
      zones: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        placeholder: 'ZONE',
        brief: 'Where it is good; may be repeated',
      },
      until: { ...untilFlag, brief: 'When it ends, at most 365 days from now' },
      why: whyFlag,
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [identityWord] },
  },
  docs: {
    brief: 'Make a secret that acts as an identity, within bounds and for a time',
    fullDescription: [
      'The secret has 256 random bits and is shown once; the log has its digest. Whoever sets ASSAY_TOKEN to it acts as the identity, and may do',
      'nothing that the token does not name. A token that is unknown, over or revoked is refused in the same words.',
    ].join('\n'),
  },
});

const revokeCommand: Command<AssayContext> = buildCommand<TokenRevokeFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-token.ts')).runTokenRevoke,
  parameters: {
    flags: { why: whyFlag, ...signingFlags },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'TOKEN', brief: 'Its label, or the first 8 digits of its digest' }],
    },
  },
  docs: { brief: 'Take the force from a token' },
});

const listCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-token.ts')).runTokenList,
  parameters: { flags: signingFlags },
  docs: { brief: 'List tokens and whether they count; never their secrets' },
});

export const tokenRoutes: RouteMap<AssayContext> = buildRouteMap<'issue' | 'revoke' | 'list', AssayContext>({
  routes: { issue: issueCommand, revoke: revokeCommand, list: listCommand },
  docs: { brief: 'Make secrets that act as an identity, and take them back' },
});
