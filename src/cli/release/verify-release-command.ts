// `assay verify-release BUNDLE --key VKEY`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import { jsonFlag, keyFlag, policyFlag, quorumFlag, witnessFlag } from '../log-flags.ts';
import type { VerifyBundleFlags } from './run-verify-bundle.ts';

export const verifyReleaseCommand: Command<AssayContext> = buildCommand<
  VerifyBundleFlags,
  readonly [string],
  AssayContext
>({
  loader: async () => (await import('./run-verify-bundle.ts')).runVerifyBundle,
  parameters: {
    flags: {
      key: keyFlag,
      witness: witnessFlag,
      quorum: quorumFlag,
      policy: policyFlag,
      signer: {
        ...fileFlag('Id of a key that must have signed the release; may be repeated'),
        placeholder: 'KEYID',
        variadic: true,
      },
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'BUNDLE', brief: 'Folder, as assay release bundle wrote it' }],
    },
  },
  docs: {
    brief: 'Verify the bundle of a release offline, with the key of the log',
    fullDescription: [
      'Every byte of every part, the signature under the release, the decision that let it through and the evidence that it cites. Needs no workspace and no network.',
      'Exit codes: 0 verified, 1 refused, 2 could not tell.',
    ].join('\n'),
  },
});
