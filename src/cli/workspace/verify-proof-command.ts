// `assay verify-proof FILE --key VKEY`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import { jsonFlag, keyFlag, policyFlag, quorumFlag, witnessFlag } from '../log-flags.ts';
import type { VerifyProofFlags } from './run-verify-proof.ts';

export const verifyProofCommand: Command<AssayContext> = buildCommand<
  VerifyProofFlags,
  readonly [string],
  AssayContext
>({
  loader: async () => (await import('./run-verify-proof.ts')).runVerifyProof,
  parameters: {
    flags: {
      key: keyFlag,
      witness: witnessFlag,
      quorum: quorumFlag,
      policy: policyFlag,
      signer: {
        ...fileFlag('Id of a key that must have signed the statement; may be repeated'),
        placeholder: 'KEYID',
        variadic: true,
      },
      asset: { ...fileFlag('File or folder that must be the asset that the statement is about'), placeholder: 'PATH' },
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'FILE', brief: 'Proof, as assay proof wrote it' }],
    },
  },
  docs: {
    brief: 'Verify the proof of a statement offline, with the key of the log',
    fullDescription: [
      'Shows what was stated, by which keys, and when the log took it. Needs no workspace and no network.',
      'Exit codes: 0 proven, 1 refused, 2 could not tell.',
    ].join('\n'),
  },
});
