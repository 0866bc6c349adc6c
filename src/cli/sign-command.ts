// `assay sign PATH --key KEY`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { fileFlag, identityFlag, switchFlag } from './flag-kinds.ts';
import type { SignFlags } from './run-sign.ts';
import { wholeNumber } from './whole-number.ts';

const methods = ['key', 'certificate'] as const;
const hashes = ['sha256', 'blake2b', 'blake3'] as const;
const compatibilities = ['specification', 'python'] as const;

export const signCommand: Command<AssayContext> = buildCommand<SignFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-sign.ts')).runSign,
  parameters: {
    flags: {
      key: {
        kind: 'parsed',
        parse: String,
        placeholder: 'KEY',
        brief: 'Private key: a PEM file (P-256, P-384, P-521), or a PKCS#11 URI of one in a token',
      },
      passphraseFile: fileFlag('File whose first line is the passphrase of the key or the PIN of the token'),
      identity: identityFlag,
      output: fileFlag('Where the signature goes (default: model.sig in the folder, or PATH.sig)'),
      method: { kind: 'enum', values: methods, optional: true, brief: 'Default: certificate when --cert is given' },
      cert: fileFlag('Certificate of the key, PEM'),
      certChain: { ...fileFlag('Certificates that lead to a root, PEM; may be repeated'), variadic: true },
      hash: { kind: 'enum', values: hashes, default: 'sha256', brief: 'Hash of the files' },
      shards: {
        kind: 'parsed',
        parse: wholeNumber(1, Number.MAX_SAFE_INTEGER),
        optional: true,
        placeholder: 'BYTES',
        brief: 'Sign pieces of this size, so that one large file is read on many threads; empty files are not covered',
      },
      ignorePath: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'PATH',
        brief: 'Leave this file or folder of the model out; may be repeated',
      },
      followLinks: switchFlag('Sign what symbolic links lead to (default: refuse links)'),
      allowSimilarNames: switchFlag('Sign names that differ only by case or Unicode form'),
      previous: fileFlag('Earlier signature of this model: files that look as they did under it are not read again'),
      previousKey: fileFlag('Public key that made the earlier signature, PEM (default: the key that signs now)'),
      previousRoot: {
        ...fileFlag('Certificates that the one of the earlier signature must lead to, PEM; may be repeated'),
        variadic: true,
      },
      compat: {
        kind: 'enum',
        values: compatibilities,
        default: 'specification',
        brief: 'python: names and order that the Python tool model_signing verifies',
      },
      jobs: {
        kind: 'parsed',
        parse: wholeNumber(1, 256),
        optional: true,
        placeholder: 'N',
        brief: 'Threads that hash',
      },
      json: switchFlag('Print JSON'),
    },
    aliases: { k: 'key', o: 'output', j: 'jobs' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'PATH', brief: 'Model: a folder or a file' }],
    },
  },
  docs: {
    brief: 'Sign a model: every file of it, as OpenSSF Model Signing v1.0',
    fullDescription: [
      'Reads every file of the model and writes one detached signature over all names and digests.',
      'Left out are .git, .gitignore, .gitattributes and .github at the top, the signature itself, and --ignore-path.',
      '',
      'With --previous the earlier signature is verified first. A file keeps its digest when its inode, size and change time',
      'are those that this user saw here with that digest; the report says how much was read. That sees no bit rot and no',
      'writes below the file system, so what is released is signed without it.',
      '',
      'Make a key with: assay keys create KEY',
      'Verify with:     assay verify PATH --signature FILE --key KEY.pub',
      '',
      'A key in a token (smart card, hardware module) is named by a URI of RFC 7512, and the package pkcs11js has to be',
      "installed beside Assay: --key 'pkcs11:token=Release;object=models?module-path=/usr/lib/softhsm/libsofthsm2.so'",
    ].join('\n'),
  },
});
