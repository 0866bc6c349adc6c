// `assay pin LIST` and `assay verify-pins PINS`
import { buildCommand, type Command } from '@stricli/core';
import { hashAlgorithms } from '#core/pins/pin';
import type { AssayContext } from './context.ts';
import { fileFlag, switchFlag } from './flag-kinds.ts';
import type { PinFlags, VerifyPinsFlags } from './run-pin.ts';
import { wholeNumber } from './whole-number.ts';
import { signingFlags } from './workspace/workspace-flags.ts';

const networkFlags = {
  allowPrivate: switchFlag('Ask private addresses, too: a mirror inside'),
  concurrency: {
    kind: 'parsed',
    parse: wholeNumber(1, 256),
    optional: true,
    placeholder: 'N',
    brief: 'Addresses that are asked at the same time (default: 16)',
  },
  perSecond: {
    kind: 'parsed',
    parse: wholeNumber(1, 1000),
    optional: true,
    placeholder: 'N',
    brief: 'Requests to one host in a second (default: 4)',
  },
  timeout: {
    kind: 'parsed',
    parse: wholeNumber(1, 86_400),
    optional: true,
    placeholder: 'SECONDS',
    brief: 'Time for one request with its answer (default: 60)',
  },
  attempts: {
    kind: 'parsed',
    parse: wholeNumber(1, 10),
    optional: true,
    placeholder: 'N',
    brief: 'How often a busy server, or one that does not answer, is asked (default: 3)',
  },
  record: { ...fileFlag('Put the result on record for this asset of the workspace'), placeholder: 'ASSET' },
  ...signingFlags,
} as const;

export const pinCommand: Command<AssayContext> = buildCommand<PinFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-pin.ts')).runPin,
  parameters: {
    flags: {
      output: fileFlag('Where the pins go (default: LIST.pins)'),
      urlColumn: { ...fileFlag('Column or member with the addresses (default: url)'), placeholder: 'NAME' },
      hashColumn: { ...fileFlag('Column or member with the hash that the supplier gives'), placeholder: 'NAME' },
      hashKind: {
        kind: 'enum',
        values: hashAlgorithms,
        optional: true,
        brief: 'Which hash that is, where its length does not tell',
      },
      format: {
        kind: 'enum',
        values: ['csv', 'tsv', 'json-lines', 'json-list', 'text'],
        optional: true,
        brief: 'How LIST is written (default: by the ending of its name)',
      },
      ...networkFlags,
    },
    aliases: { o: 'output' },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'LIST', brief: 'A list of addresses' }] },
  },
  docs: {
    brief: 'Record what is behind each address of a dataset that is a list of them',
    fullDescription: [
      'Fetches every address once and keeps its SHA-256, size, redirects and what the server says of it; the content itself is not kept.',
      'Where the list gives a hash, content and hash are compared. Where it does not, the first sight is trusted, and the report says of',
      'how many. Killed half way, the same command goes on where it was.',
      '',
      'No credentials and no cookies are sent. Addresses that lead inside (private, loopback, link-local) are refused.',
      'Exit code 0: all are pinned. 1: a content is not what the list says. 2: some could not be seen.',
    ].join('\n'),
  },
});

export const verifyPinsCommand: Command<AssayContext> = buildCommand<VerifyPinsFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-pin.ts')).runVerifyPins,
  parameters: {
    flags: {
      downloads: {
        ...fileFlag('Compare the files of this folder instead of asking the addresses'),
        placeholder: 'FOLDER',
      },
      keep: fileFlag('Keep what is seen now as a list of pins; a killed run goes on from there'),
      all: switchFlag('List every row that is not the same'),
      ...networkFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'PINS', brief: 'What `assay pin` made' }] },
  },
  docs: {
    brief: 'Tell what became of pinned addresses: same, changed, gone, redirected, another owner',
    fullDescription: [
      'Asks every address again and compares. What cannot be reached is neither the same nor changed, and is listed as such.',
      'Another owner is an answer from another registered domain, or a certificate that names somebody else.',
      'Exit code 0: all are the same. 1: some are not. 2: of some it could not be told.',
    ].join('\n'),
  },
});
