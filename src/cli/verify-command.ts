// `assay verify PATH --signature FILE --key KEY.pub`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { fileFlag, switchFlag } from './flag-kinds.ts';
import type { VerifyFlags } from './run-verify.ts';
import { wholeNumber } from './whole-number.ts';

export const verifyCommand: Command<AssayContext> = buildCommand<VerifyFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-verify.ts')).runVerify,
  parameters: {
    flags: {
      signature: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'Signature bundle' },
      key: fileFlag('Public key that must have signed, PEM'),
      trustRoot: {
        ...fileFlag('Certificates that the one of the signer must lead to, PEM; may be repeated'),
        variadic: true,
      },
      timestamp: fileFlag(
        'Timestamp over the signature (RFC 3161): its time counts for certificates, not that of the clock',
      ),
      tsaRoot: {
        ...fileFlag('Certificates that the one of the time authority must lead to, PEM; may be repeated'),
        variadic: true,
      },
      ignorePath: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'PATH',
        brief: 'Leave this file or folder of the model out; may be repeated',
      },
      ignoreUnsignedFiles: switchFlag('Tolerate files that nobody signed'),
      acceptIgnored: switchFlag('Tolerate files that the signer left out of the signature'),
      incremental: switchFlag('Do not read files again that look as they did when they were last read here'),
      all: switchFlag('List the files that match, too'),
      jobs: {
        kind: 'parsed',
        parse: wholeNumber(1, 256),
        optional: true,
        placeholder: 'N',
        brief: 'Threads that hash',
      },
      json: switchFlag('Print JSON'),
    },
    aliases: { k: 'key', j: 'jobs', s: 'signature' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'PATH', brief: 'Model: a folder or a file' }],
    },
  },
  docs: {
    brief: 'Verify a model against its signature (OpenSSF Model Signing), file by file',
    fullDescription: [
      'Says who signed, and of every file whether it matches, was changed, is missing, or was added.',
      'With --incremental a file keeps its digest when its inode, size and change time are those of the last time; the report',
      'says how much was read. That sees no bit rot and no writes below the file system.',
      'Reads bundles of every version of OpenSSF Model Signing that were made with a key or a certificate.',
      'With --timestamp the certificates have to be valid at the time that it proves, not now: assay timestamp makes one.',
      '',
      'Exit codes: 0 every file is what was signed, 1 something is not or the signature is refused,',
      '            2 could not tell: a file cannot be read, or the signer left files out, 64 wrong usage.',
    ].join('\n'),
  },
});
