// `assay admit PATH --to ZONE`
import { buildCommand, type Command, type FlagParametersForType } from '@stricli/core';
import { assetKinds, sensitivities } from '#core/asset';
import type { AssayContext } from '../context.ts';
import { type DataFlags, dataFlags } from '../data/data-flags.ts';
import { parseShares } from '../data/share.ts';
import { fileFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import { type SigningFlags, signingFlags } from '../workspace/workspace-flags.ts';
import type { AdmitFlags, JourneyFlags } from './run-admit.ts';

const words = (text: string): readonly string[] => text.split(',').map((word) => word.trim());

type CommonFlags = Omit<JourneyFlags, keyof DataFlags | keyof SigningFlags>;

/** What `assay admit` and `assay watch-folder` have in common. */
export const journeyFlags: FlagParametersForType<CommonFlags, AssayContext> = {
  to: { kind: 'parsed', parse: String, placeholder: 'ZONE', brief: 'Zone that it is wanted in' },
  kind: { kind: 'enum', values: assetKinds, optional: true, brief: 'What it is (default: as the version before)' },
  supplier: { ...fileFlag('Who supplied it: it lies in quarantine first'), placeholder: 'NAME' },
  claims: { ...fileFlag('Digests that were got elsewhere; may be repeated'), variadic: true },
  signature: { ...fileFlag('A signature that did not come with it; may be repeated'), variadic: true },
  licence: { ...fileFlag('Its licence, as an SPDX expression'), placeholder: 'SPDX' },
  sensitivity: {
    kind: 'enum',
    values: sensitivities,
    optional: true,
    brief: 'Who may see it; without this it counts as restricted',
  },
  contract: fileFlag(
    'Contract that data are held against (default: that of the version before, else one made of them)',
  ),
  attacks: {
    kind: 'parsed',
    parse: words,
    optional: true,
    placeholder: 'NAMES',
    brief: 'Attacks that are planted to measure the search for poison (default: all that fit)',
  },
  rates: {
    kind: 'parsed',
    parse: parseShares,
    optional: true,
    placeholder: 'SHARES',
    brief: 'Planted rows to all rows (default 1%,5%)',
  },
  sample: {
    kind: 'parsed',
    parse: wholeNumber(100, 1_000_000),
    optional: true,
    placeholder: 'ROWS',
    brief: 'Rows that the measurement uses at most (default 5000)',
  },
};

export const admitCommand: Command<AssayContext> = buildCommand<AdmitFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-admit.ts')).runAdmit,
  parameters: {
    flags: {
      name: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'What it is called; NAME@N is its version N' },
      ...journeyFlags,
      ...dataFlags,
      ...signingFlags,
    },
    aliases: { k: 'kind', n: 'name' },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'PATH', brief: 'File or folder' }] },
  },
  docs: {
    brief: 'Take an asset all the way into a zone: store, check, sign, decide, place',
    fullDescription: [
      'What comes from a supplier lies in quarantine first. Before each gate on the way the steps are taken that it asks for: integrity,',
      'static scan, contract, measured power of the search for poison, the search itself. Each puts a signed statement on record, the gate',
      'decides on them, and what it lets through is placed. Where a gate says no, the asset stays, and it says what is missing.',
      '',
      'Run it again at any time: what was done by the same tools on the same bytes is not done again, and what a crash interrupted goes on.',
      '',
      'Exit codes: 0 it lies where it was wanted, 1 something speaks against it, 2 something is not known, 64 wrong usage.',
    ].join('\n'),
  },
});
