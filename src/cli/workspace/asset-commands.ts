// Commands over assets: what they are called and which flags they take. What they do is loaded when one is run.
import { buildCommand, type Command } from '@stricli/core';
import { assetKinds, ipClasses, sensitivities } from '#core/asset';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddFlags } from './run-add.ts';
import type { ListFlags } from './run-list.ts';
import type { TagFlags } from './run-tag.ts';
import { assetWord, type SigningFlags, signingFlags } from './workspace-flags.ts';

const updatePoints = [
  'initial',
  'major-release',
  'pre-production',
  'architecture-change',
  'new-training-data',
  'critical-dependency',
] as const;

const why = { ...fileFlag('Why, for those who read the history'), placeholder: 'TEXT' } as const;
const updatePoint = {
  kind: 'enum',
  values: updatePoints,
  optional: true,
  brief: 'The point in the life cycle at which this happens',
} as const;

export const addCommand: Command<AssayContext> = buildCommand<AddFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-add.ts')).runAdd,
  parameters: {
    flags: {
      kind: { kind: 'enum', values: assetKinds, optional: true, brief: 'What it is (default: as the version before)' },
      name: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'What it is called; NAME@N is its version N' },
      origin: { ...fileFlag('Where it came from'), placeholder: 'URL' },
      revision: { ...fileFlag('Version, commit or tag at its origin'), placeholder: 'TEXT' },
      supplier: { ...fileFlag('Who supplied it'), placeholder: 'NAME' },
      owner: { ...fileFlag('Who answers for it'), placeholder: 'NAME' },
      licence: { ...fileFlag('Its licence, as an SPDX expression'), placeholder: 'SPDX' },
      sensitivity: {
        kind: 'enum',
        values: sensitivities,
        optional: true,
        brief: 'Who may see it; without this it counts as restricted',
      },
      ipClass: {
        kind: 'enum',
        values: ipClasses,
        optional: true,
        brief: 'What it is worth to others; without this it counts as a trade secret',
      },
      confidentiality: {
        ...fileFlag('What it costs when others see it: high, medium or low, and why'),
        placeholder: 'LEVEL:WHY',
      },
      integrity: { ...fileFlag('What it costs when others change it'), placeholder: 'LEVEL:WHY' },
      availability: { ...fileFlag('What it costs when it is gone'), placeholder: 'LEVEL:WHY' },
      label: { ...fileFlag('A label; may be repeated'), placeholder: 'TEXT', variadic: true },
      parent: {
        ...fileFlag('What it was made of, for example base-model=NAME@2; may be repeated'),
        placeholder: 'RELATION=ASSET',
        variadic: true,
      },
      keyColumn: { ...fileFlag('Column or field that names a row of the dataset'), placeholder: 'NAME' },
      labelColumn: {
        ...fileFlag('Column or field with the label, so that diff tells a relabelled row from a changed one'),
        placeholder: 'NAME',
      },
      noRows: switchFlag('Do not record the rows of a dataset'),
      allowSimilarNames: switchFlag('Take names that differ only by case or Unicode form'),
      deep: switchFlag('Read every file, also those that did not change since the last time'),
      why,
      updatePoint,
      jobs: {
        kind: 'parsed',
        parse: wholeNumber(1, 256),
        optional: true,
        placeholder: 'N',
        brief: 'Threads that hash',
      },
      ...signingFlags,
    },
    aliases: { j: 'jobs', k: 'kind', n: 'name' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, placeholder: 'PATH', brief: 'File or folder; for a hosted model its URL' }],
    },
  },
  docs: {
    brief: 'Record an asset: keep its bytes, sign what it is, log it, and name it',
    fullDescription: [
      'Reads every file, keeps the bytes in the encrypted store, and records a signed statement of what the asset is.',
      'The asset id binds all names, modes, empty files and links. The same bytes under the same names have the same id.',
      'NAME gets a new version when the asset is another than its newest one. Origin, owner, licence, labels and classes are those of',
      'the version before, unless they are given again.',
      '',
      'Of a dataset every row of CSV, TSV, JSON Lines and text files is recorded too, so that diff and blame name it.',
    ].join('\n'),
  },
});

export const listCommand: Command<AssayContext> = buildCommand<ListFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-list.ts')).runList,
  parameters: {
    flags: {
      kind: { kind: 'enum', values: assetKinds, optional: true, brief: 'Only assets of this kind' },
      owner: { ...fileFlag('Only assets of this owner'), placeholder: 'NAME' },
      sensitivity: { kind: 'enum', values: sensitivities, optional: true, brief: 'Only assets of this sensitivity' },
      unlabelled: switchFlag('Only assets without sensitivity, owner or licence'),
      ...signingFlags,
    },
    aliases: { k: 'kind' },
  },
  docs: { brief: 'List the assets, newest versions first' },
});

export const showCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-show.ts')).runShow,
  parameters: { flags: signingFlags, positional: { kind: 'tuple', parameters: [assetWord] } },
  docs: { brief: 'Show what is recorded about an asset: versions, entries, statements' },
});

export const tagCommand: Command<AssayContext> = buildCommand<TagFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-tag.ts')).runTag,
  parameters: {
    flags: { why, updatePoint, ...signingFlags },
    positional: {
      kind: 'tuple',
      parameters: [assetWord, { parse: String, placeholder: 'NAME', brief: 'The reference that is to point to it' }],
    },
  },
  docs: { brief: 'Let a reference point to an asset; the move is signed and logged' },
});

export const historyCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-history.ts')).runHistory,
  parameters: {
    flags: signingFlags,
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'NAME', brief: 'A reference' }] },
  },
  docs: { brief: 'List the versions of a reference: when, by whom, why' },
});

export const rollbackCommand: Command<AssayContext> = buildCommand<
  TagFlags & { readonly to?: number },
  readonly [string],
  AssayContext
>({
  loader: async () => (await import('./run-tag.ts')).runRollback,
  parameters: {
    flags: {
      to: {
        kind: 'parsed',
        parse: wholeNumber(1, 1_000_000_000),
        optional: true,
        placeholder: 'VERSION',
        brief: 'Version to return to (default: the one before the newest)',
      },
      why,
      updatePoint,
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'NAME', brief: 'A reference' }] },
  },
  docs: {
    brief: 'Let a reference point to an earlier version again; recorded as a new version',
    fullDescription: 'Nothing is lost: the versions in between stay. Write it out with: assay checkout NAME PATH',
  },
});
