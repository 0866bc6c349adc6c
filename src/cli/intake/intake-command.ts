// `assay intake PATH|URL`
import { buildCommand, type Command } from '@stricli/core';
import { assetKinds, sensitivities } from '#core/asset';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import type { IntakeFlags } from './run-intake.ts';

const textFlag = (brief: string, placeholder: string): ReturnType<typeof fileFlag> => ({
  ...fileFlag(brief),
  placeholder,
});
const count = (
  brief: string,
  most: number,
): {
  readonly kind: 'parsed';
  readonly parse: (text: string) => number;
  readonly optional: true;
  readonly placeholder: string;
  readonly brief: string;
} => ({ kind: 'parsed', parse: wholeNumber(0, most), optional: true, placeholder: 'N', brief });

const endpointFlags = {
  region: textFlag('Hosted: where it runs', 'NAME'),
  modelId: textFlag('Hosted: the model as requests name it', 'ID'),
  router: switchFlag('Hosted: each request may reach another model'),
  terms: fileFlag('Hosted: the terms as they are now; a copy is kept'),
  termsVersion: textFlag('Hosted: what the provider calls that version of the terms', 'TEXT'),
  account: {
    kind: 'enum',
    values: ['contract', 'paid', 'free', 'unknown'],
    optional: true,
    brief: 'Hosted: which kind of account the terms are for',
  },
  allowed: {
    kind: 'enum',
    values: sensitivities,
    optional: true,
    brief: 'Hosted: the most sensitive that may be sent (default: public)',
  },
  retentionDays: count('Hosted: days that the provider keeps what is sent', 36_500),
  trainingUse: {
    kind: 'enum',
    values: ['no', 'yes', 'unknown'],
    optional: true,
    brief: 'Hosted: whether what is sent is used for training',
  },
  subProcessor: { ...textFlag('Hosted: somebody else who gets what is sent; may be repeated', 'NAME'), variadic: true },
} as const;

export const intakeCommand: Command<AssayContext> = buildCommand<IntakeFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-intake.ts')).runIntake,
  parameters: {
    flags: {
      supplier: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'Who delivers it, as it is registered' },
      name: textFlag('Reference that is to point to it (default: what it is called where it comes from)', 'NAME'),
      kind: {
        kind: 'enum',
        values: assetKinds,
        optional: true,
        brief: 'What it is said to be (default: what its content shows)',
      },
      digest: textFlag('What its digest is said to be, for one file', 'sha256:HEX'),
      sums: { ...fileFlag('Checksums that were got elsewhere; may be repeated'), variadic: true },
      claims: {
        ...fileFlag(
          'Digests got elsewhere: CycloneDX, SPDX, an LFS pointer, a model card, an answer of a hub; may be repeated',
        ),
        variadic: true,
      },
      signature: { ...fileFlag('A signature that did not come with it; may be repeated'), variadic: true },
      identity: textFlag('Who is expected to have signed, where the supplier has no registered identity', 'TEXT'),
      issuer: textFlag('Who vouches for that identity', 'URL'),
      trustedRoot: fileFlag('Sigstore trusted root that it is verified against'),
      format: textFlag('Format that it is said to be in', 'ID'),
      licence: textFlag('Licence that it is said to come under', 'SPDX'),
      purpose: textFlag('What it is for', 'TEXT'),
      revision: textFlag('What the supplier calls this state', 'TEXT'),
      owner: textFlag('Who of us answers for it', 'NAME'),
      sensitivity: {
        kind: 'enum',
        values: sensitivities,
        optional: true,
        brief: 'Who may see it; without this restricted',
      },
      base: textFlag('Model that an adapter is for; one for another model is refused', 'ASSET'),
      maxBytes: count('Most bytes that are taken in at once', Number.MAX_SAFE_INTEGER),
      maxFiles: count('Most files that are taken in at once', 10_000_000),
      allowPrivate: switchFlag('Fetch from addresses inside, too'),
      jobs: count('Threads that hash and scan', 256),
      ...endpointFlags,
      ...signingFlags,
    },
    aliases: { k: 'kind', n: 'name', s: 'supplier' },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, placeholder: 'PATH|URL', brief: 'File, folder, address of a file, or address of a service' },
      ],
    },
  },
  docs: {
    brief: 'Take something from outside into quarantine, and compare what is claimed about it with what it is',
    fullDescription: [
      'In this order: quota, a whole fetch, what was decided about these bytes before, digests, signatures, scan, kind and format, licence.',
      'Everything that is found is put on record about the asset, which lies in quarantine until a gate lets it out.',
      '',
      'A digest from the same place as the file shows that the file came through whole, and nothing about who made it.',
      'How much has to be shown follows from the trust in the supplier: see assay supplier show.',
      '',
      'Exit codes: 0 what is asked for was shown, 1 something speaks against it, 2 something is not known. What is not taken in at all is',
      '            not recorded: 1 where it was turned down before or is an adapter for another base, 2 for quota and fetch.',
    ].join('\n'),
  },
});
