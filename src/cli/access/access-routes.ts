// `assay access ...`: who may do what, why, since when, and how that changes.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { Action } from '#flow/access/known-actions';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { parseTime } from '../workspace/parse-time.ts';
import { type SigningFlags, signingFlags } from '../workspace/workspace-flags.ts';
import { actionWord, identityWord, parseAction, resourceWord, untilFlag, whyFlag } from './access-flags.ts';
import { identityRoutes } from './identity-routes.ts';
import { diffCommand, proveCommand } from './prove-commands.ts';
import type { ExplainFlags, GrantFlags, ReviewFlags, RevokeFlags } from './run-access.ts';
import { tokenRoutes } from './token-routes.ts';

const explainCommand: Command<AssayContext> = buildCommand<
  ExplainFlags,
  readonly [string, Action, string],
  AssayContext
>({
  loader: async () => (await import('./run-access.ts')).runExplain,
  parameters: {
    flags: {
      at: { ...untilFlag, parse: parseTime, optional: true, brief: 'As it is decided at that time (default: now)' },
      purpose: { ...fileFlag('What it is for'), placeholder: 'TEXT' },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [identityWord, actionWord, resourceWord] },
  },
  docs: {
    brief: 'Say whether somebody may do something, by which policy, and what would have to be true',
    fullDescription: [
      'Asking about rights is reading the audit: it takes the right to, and is on record.',
      '',
      'Exit codes: 0 they may, 1 they may not.',
    ].join('\n'),
  },
});

const whoCanCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [Action, string], AssayContext>({
  loader: async () => (await import('./run-access.ts')).runWhoCan,
  parameters: { flags: signingFlags, positional: { kind: 'tuple', parameters: [actionWord, resourceWord] } },
  docs: { brief: 'List everybody who may do something, why, since when, and when they last did' },
});

const grantCommand: Command<AssayContext> = buildCommand<GrantFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-access.ts')).runGrant,
  parameters: {
    flags: {
      permits: {
        kind: 'parsed',
        parse: parseAction,
        variadic: true,
        placeholder: 'ACTION',
        brief: 'What they may do; may be repeated',
      },
      purpose: { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'What it is for' },
      until: { ...untilFlag, brief: 'When it ends, for example 2026-03-01; at most 180 days, an exception 72 hours' },
      requester: { ...fileFlag('Who asked for it, when it is not whoever gets it'), placeholder: 'NAME' },
      exception: {
        ...fileFlag('Why it is given although a rule speaks against it; somebody else reviews it afterwards'),
        placeholder: 'TEXT',
      },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [identityWord, resourceWord] },
  },
  docs: {
    brief: 'Let somebody do something with an asset or in a zone, for a purpose and a time',
    fullDescription: [
      'Whoever signs approves it, and is another person than whoever gets it and whoever asked for it. Where a rule asks for a record of',
      'screening, the grant names the record and ends with it; without one it is refused, or given as an exception.',
    ].join('\n'),
  },
});

const revokeCommand: Command<AssayContext> = buildCommand<RevokeFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-access.ts')).runRevoke,
  parameters: {
    flags: { why: whyFlag, ...signingFlags },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'GRANT', brief: 'Id of the statement that gave it, or its first 8 digits' },
      ],
    },
  },
  docs: { brief: 'Take back what is left of a grant' },
});

const reviewCommand: Command<AssayContext> = buildCommand<ReviewFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-access.ts')).runReview,
  parameters: {
    flags: {
      unusedDays: {
        kind: 'parsed',
        parse: wholeDays,
        optional: true,
        placeholder: 'DAYS',
        brief: 'Without use for so long counts as unused (default: 30)',
      },
      lapse: switchFlag('Withdraw the grants that nobody used'),
      accept: { ...fileFlag('Say that what was done with this exception was looked at'), placeholder: 'GRANT' },
      why: { ...fileFlag('What was seen, with --accept; it stands in the log'), placeholder: 'TEXT' },
      ...signingFlags,
    },
  },
  docs: {
    brief: 'List rights that nobody uses, that are over, too broad, or of people who have left',
    fullDescription: 'Exit codes: 0 nothing to do, 1 something has to be looked at.',
  },
});

function wholeDays(text: string): number {
  const days = Number(text);
  if (/^[0-9]{1,4}$/.test(text)) return days;
  throw new Error('expected a number of days');
}

export const accessRoutes: RouteMap<AssayContext> = buildRouteMap<
  'explain' | 'who-can' | 'grant' | 'revoke' | 'review' | 'prove' | 'diff' | 'identity' | 'token',
  AssayContext
>({
  routes: {
    explain: explainCommand,
    'who-can': whoCanCommand,
    grant: grantCommand,
    revoke: revokeCommand,
    review: reviewCommand,
    prove: proveCommand,
    diff: diffCommand,
    identity: identityRoutes,
    token: tokenRoutes,
  },
  docs: { brief: 'Say who may do what, and change it' },
});
