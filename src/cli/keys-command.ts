// `assay keys ...`: key files, and the keys that count in a workspace.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { fileFlag, identityFlag, switchFlag } from './flag-kinds.ts';
import type { CreateFlags, ShowFlags } from './run-keys.ts';
import { workspaceKeyRoutes } from './workspace/key-commands.ts';

const keyKinds = ['ed25519', 'p-256', 'p-384', 'p-521'] as const;

const json = switchFlag('Print JSON');
const passphraseFile = fileFlag('File whose first line is the passphrase');

const createCommand: Command<AssayContext> = buildCommand<CreateFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-keys.ts')).createKey,
  parameters: {
    flags: {
      kind: { kind: 'enum', values: keyKinds, default: 'p-256', brief: 'p-256 signs models; ed25519 signs all else' },
      seal: switchFlag('Ask for a passphrase to seal the key with'),
      passphraseFile,
      recipient: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'AGE1',
        brief: 'Seal the key for the holder of this age identity; may be repeated, each opens it alone',
      },
      json,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'FILE', brief: 'Where the private key goes; FILE.pub is the public one' },
      ],
    },
  },
  docs: {
    brief: 'Create a key pair',
    fullDescription: [
      'Writes the private key to FILE, readable by you alone, and the public key to FILE.pub. Neither may exist.',
      'With --seal or --passphrase-file the private key is encrypted (PKCS#8, as OpenSSL reads it).',
      'With --recipient it is encrypted as the age tool reads it, and opened with --identity FILE.',
    ].join('\n'),
  },
});

const showCommand: Command<AssayContext> = buildCommand<ShowFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-keys.ts')).showKey,
  parameters: {
    flags: { passphraseFile, identity: identityFlag, json },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'KEY', brief: 'Public or private key in PEM, or a PKCS#11 URI' }],
    },
  },
  docs: { brief: 'Tell the kind, the id and the public half of a key' },
});

export const keysRoutes: RouteMap<AssayContext> = buildRouteMap<
  'create' | 'show' | keyof typeof workspaceKeyRoutes,
  AssayContext
>({
  routes: { create: createCommand, show: showCommand, ...workspaceKeyRoutes },
  docs: { brief: 'Create keys to sign with, and say which keys count in a workspace' },
});
