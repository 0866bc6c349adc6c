// `assay keys list`, `trust`, `rotate` and `revoke`: the keys that count in a workspace.
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { parseTime } from './parse-time.ts';
import type { RevokeFlags, RotateFlags, TrustFlags } from './run-workspace-keys.ts';
import { signingFlags, type WorkspaceFlags, workspaceFlags } from './workspace-flags.ts';

const why = { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'Why; it stands in the log' } as const;
const time = { kind: 'parsed', parse: parseTime, placeholder: 'TIME' } as const;

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-workspace-keys.ts')).runKeysList,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'List the keys that the log knows: whose they are, what they may sign and have signed' },
});

const trustCommand: Command<AssayContext> = buildCommand<TrustFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-workspace-keys.ts')).runKeysTrust,
  parameters: {
    flags: {
      roles: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        placeholder: 'ROLE',
        brief: 'A kind of statement, keys (for changes of keys), or * for everything; may be repeated',
      },
      holder: { ...fileFlag('Who or what holds the private key'), placeholder: 'NAME' },
      validFrom: { ...time, optional: true, brief: 'What is dated earlier does not count' },
      why,
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'PUBLIC.pem', brief: 'The public key' }],
    },
  },
  docs: {
    brief: 'Let a key sign statements of some kinds',
    fullDescription: 'Said again about the same key, it replaces what was said before.',
  },
});

const rotateCommand: Command<AssayContext> = buildCommand<RotateFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-workspace-keys.ts')).runKeysRotate,
  parameters: {
    flags: {
      newKey: fileFlag('Private key that takes over (default: a new Ed25519 key is made)'),
      why: { ...fileFlag('Why; it stands in the log'), placeholder: 'TEXT' },
      seal: switchFlag('Ask for a passphrase to seal the new key with (default: as the old one is sealed)'),
      newPassphraseFile: fileFlag('File whose first line is the passphrase to seal the new key with'),
      ...signingFlags,
    },
  },
  docs: {
    brief: 'Replace the key that signs in this workspace',
    fullDescription: [
      'The old key signs that the new one takes over all it may. What the old one signed until then keeps counting; what it signs',
      'from then on does not. Should it be interrupted, run it again: it goes on where it stopped.',
    ].join('\n'),
  },
});

const revokeCommand: Command<AssayContext> = buildCommand<RevokeFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-workspace-keys.ts')).runKeysRevoke,
  parameters: {
    flags: {
      from: { ...time, brief: 'What the key signed then or later does not count, for example 2026-03-01' },
      why,
      dryRun: switchFlag('Only tell what would not count any more'),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'KEYID', brief: 'Id of the key, or how it begins' }],
    },
  },
  docs: {
    brief: 'Take the force from what a key signed from a certain time on',
    fullDescription: [
      'Tells how many statements of which kind do not count any more: those that the key signed from that time on, and those of keys',
      'that it trusted then. There is no way back for a key.',
    ].join('\n'),
  },
});

export const workspaceKeyRoutes: Readonly<Record<'list' | 'trust' | 'rotate' | 'revoke', Command<AssayContext>>> = {
  list: listCommand,
  trust: trustCommand,
  rotate: rotateCommand,
  revoke: revokeCommand,
};
