// Commands over what assets are made of: compare, blame, write out.
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { switchFlag } from '../flag-kinds.ts';
import type { CheckoutFlags } from './run-checkout.ts';
import type { BlameFlags, DiffFlags } from './run-diff.ts';
import { assetWord, signingFlags } from './workspace-flags.ts';

export const diffCommand: Command<AssayContext> = buildCommand<DiffFlags, readonly [string, string], AssayContext>({
  loader: async () => (await import('./run-diff.ts')).runDiff,
  parameters: {
    flags: {
      all: switchFlag('List every entry and row'),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { ...assetWord, placeholder: 'OLD' },
        { ...assetWord, placeholder: 'NEW' },
      ],
    },
  },
  docs: {
    brief: 'Compare two assets: files, and of datasets the rows',
    fullDescription: 'Exit codes: 0 they are the same, 1 they differ, 2 could not tell.',
  },
});

export const blameCommand: Command<AssayContext> = buildCommand<
  BlameFlags,
  readonly [string, string, string?],
  AssayContext
>({
  loader: async () => (await import('./run-diff.ts')).runBlame,
  parameters: {
    flags: {
      all: switchFlag('List every row'),
      key: switchFlag('ROW is the key of a row, also when it looks like a number'),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        assetWord,
        { parse: String, placeholder: 'PATH', brief: 'File of the dataset' },
        { parse: String, optional: true, placeholder: 'ROW', brief: 'Number of the row from 1, or its key' },
      ],
    },
  },
  docs: { brief: 'Tell which version brought a row its present content' },
});

export const checkoutCommand: Command<AssayContext> = buildCommand<
  CheckoutFlags,
  readonly [string, string],
  AssayContext
>({
  loader: async () => (await import('./run-checkout.ts')).runCheckout,
  parameters: {
    flags: {
      force: switchFlag('Write into a folder that has something in it, and replace what differs'),
      linksOutside: switchFlag('Write links that lead out of the asset'),
      ...signingFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        assetWord,
        { parse: String, placeholder: 'PATH', brief: 'Where it is written: a new or empty folder' },
      ],
    },
  },
  docs: { brief: 'Write an asset out, byte for byte, and compare what was written' },
});
