// `assay timestamp FILE --url URL --tsa-root PEM`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { fileFlag, switchFlag } from './flag-kinds.ts';
import type { TimestampFlags } from './run-timestamp.ts';

export const timestampCommand: Command<AssayContext> = buildCommand<TimestampFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-timestamp.ts')).runTimestamp,
  parameters: {
    flags: {
      url: { kind: 'parsed', parse: String, placeholder: 'URL', brief: 'Time authority (RFC 3161 over HTTP)' },
      tsaRoot: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        placeholder: 'FILE',
        brief: 'Certificates that the one of the time authority must lead to, PEM; may be repeated',
      },
      output: fileFlag('Where the timestamp goes (default: FILE.tsr)'),
      json: switchFlag('Print JSON'),
    },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'FILE', brief: 'A signature that `assay sign` made, or any small file' },
      ],
    },
  },
  docs: {
    brief: 'Have it proven that a signature exists now, so that it outlives its certificate',
    fullDescription: [
      'Sends the SHA-256 of FILE to a time authority, verifies the answer and keeps it in FILE.tsr.',
      'Nothing else of FILE leaves this machine.',
      '',
      'Verify with: assay verify PATH --signature FILE --trust-root CA.pem --timestamp FILE.tsr --tsa-root TSA.pem',
    ].join('\n'),
  },
});
