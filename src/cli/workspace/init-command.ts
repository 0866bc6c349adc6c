// `assay init`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import type { InitFlags } from './run-init.ts';

export const initCommand: Command<AssayContext> = buildCommand<InitFlags, readonly [string?], AssayContext>({
  loader: async () => (await import('./run-init.ts')).runInit,
  parameters: {
    flags: {
      name: { ...fileFlag('What the workspace is called (default: the name of the folder)'), placeholder: 'NAME' },
      origin: {
        ...fileFlag('Unique name of the log, a URL without https:// (default: made from the key)'),
        placeholder: 'NAME',
      },
      seal: switchFlag('Ask for a passphrase to seal the signing key with'),
      passphraseFile: fileFlag('File whose first line is the passphrase to seal the signing key with'),
      recipient: {
        ...fileFlag('Seal the signing key for the holder of this age identity; may be repeated, each opens it alone'),
        placeholder: 'age1...',
        variadic: true,
      },
      auditDays: {
        kind: 'parsed',
        parse: wholeNumber(1, 3650),
        default: '30',
        placeholder: 'DAYS',
        brief: 'How often everything is to be verified',
      },
      s3: {
        ...fileFlag(
          'Keep the bytes in S3-compatible storage; credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
        ),
        placeholder: 'https://HOST/BUCKET/PREFIX',
      },
      s3Region: { ...fileFlag('Region of that storage (default: us-east-1)'), placeholder: 'NAME' },
      postgresql: {
        ...fileFlag('Keep the index in PostgreSQL; the password comes from PGPASSWORD or a password file'),
        placeholder: 'URL',
      },
      json: switchFlag('Answer as one JSON document'),
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, optional: true, placeholder: 'DIR', brief: 'Folder of the workspace (default: here)' },
      ],
    },
  },
  docs: {
    brief: 'Make a workspace: a store, a log and keys in DIR/.assay',
    fullDescription: [
      'Makes DIR/.assay, readable by you alone: an encrypted store, an append-only log, and a key that signs what is recorded.',
      'There is no default password. The key is sealed with a passphrase when --seal or --passphrase-file asks for it.',
      '',
      'Give the id of the root key and the key of the log to those who will verify what you show them.',
      'Then: assay add PATH --kind dataset --name NAME',
    ].join('\n'),
  },
});
