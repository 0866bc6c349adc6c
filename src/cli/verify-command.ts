// `assay verify ASSET`, `assay verify --all`, and `assay verify PATH --signature FILE --key KEY.pub`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { fileFlag, switchFlag } from './flag-kinds.ts';
import type { VerifyFlags } from './run-verify.ts';
import { wholeNumber } from './whole-number.ts';
import { signingFlags } from './workspace/workspace-flags.ts';

export const verifyCommand: Command<AssayContext> = buildCommand<VerifyFlags, readonly [string?], AssayContext>({
  loader: async () => (await import('./run-verify.ts')).runVerify,
  parameters: {
    flags: {
      signature: fileFlag('Signature bundle of OpenSSF Model Signing: verify PATH against it, without a workspace'),
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
      trustedRoot: fileFlag(
        'Sigstore trusted root, JSON: for a model that was signed without a key; no network is used',
      ),
      identity: { ...fileFlag('Who must have signed, as the certificate says, letter by letter'), placeholder: 'SAN' },
      issuer: { ...fileFlag('Who must have vouched for that identity'), placeholder: 'URL' },
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
      all: switchFlag('Verify everything: log, statements, store, index and every asset; puts on record that it ran'),
      deep: switchFlag('Read every byte, also of files that look as they did when they were read last'),
      record: switchFlag('Put the result on record'),
      noRecord: switchFlag('With --all: do not put the result on record'),
      verbose: switchFlag('List everything, also what matches'),
      jobs: {
        kind: 'parsed',
        parse: wholeNumber(1, 256),
        optional: true,
        placeholder: 'N',
        brief: 'Threads that hash',
      },
      ...signingFlags,
    },
    aliases: { k: 'key', j: 'jobs', s: 'signature' },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          optional: true,
          placeholder: 'ASSET',
          brief:
            'NAME, NAME@VERSION or asset id, or the path of a copy; with --signature the file or folder that was signed',
        },
      ],
    },
  },
  docs: {
    brief: 'Verify assets against their record, or a model against its signature, entry by entry',
    fullDescription: [
      'assay verify ASSET says whether the store has the asset and whether its copies on this machine are what was recorded: each',
      'entry matches, was changed, is missing, or was added. It names the last known good, and the recorded change that explains what',
      'differs, where there is one. assay verify --all does that for everything and records that it ran.',
      '',
      'assay verify LIST.pins asks every pinned address again; assay verify-pins has more to say about how.',
      '',
      'assay verify PATH --signature FILE --key KEY.pub verifies a signature of OpenSSF Model Signing. It says who signed, and of every',
      'file whether it matches, was changed, is missing, or was added.',
      'With --incremental a file keeps its digest when its inode, size and change time are those of the last time; the report',
      'says how much was read. That sees no bit rot and no writes below the file system.',
      'Reads bundles of every version of OpenSSF Model Signing: made with a key, with a certificate (--trust-root), or without a key',
      'of their own (Sigstore: --identity, --issuer and --trusted-root, offline).',
      'With --timestamp the certificates have to be valid at the time that it proves, not now: assay timestamp makes one.',
      '',
      'Exit codes: 0 everything is what was recorded or signed, 1 something is not or the signature is refused,',
      '            2 could not tell: a file cannot be read, or the signer left files out, 64 wrong usage.',
    ].join('\n'),
  },
});
