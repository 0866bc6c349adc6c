// `assay data contract infer|check`
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag, switchFlag } from '../flag-kinds.ts';
import { signingFlags } from '../workspace/workspace-flags.ts';
import { dataFlags } from './data-flags.ts';
import type { ContractCheckFlags, ContractInferFlags } from './run-contract.ts';

const dataWord = {
  parse: String,
  placeholder: 'PATH',
  brief: 'CSV, TSV, JSON lines or Parquet, or a folder of pictures',
} as const;

const infer: Command<AssayContext> = buildCommand<ContractInferFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-contract.ts')).runContractInfer,
  parameters: {
    flags: { label: dataFlags.label, out: fileFlag('Write the contract there (default: standard output)') },
    positional: { kind: 'tuple', parameters: [dataWord] },
  },
  docs: {
    brief: 'Write a contract that the rows at hand keep',
    fullDescription: [
      'The contract is YAML with comments on what was seen and how each rule was inferred. It describes these rows: read it, and',
      'change what has to be otherwise.',
      '',
      'Exit codes: 0 written, 2 the data cannot be read, 64 wrong usage.',
    ].join('\n'),
  },
});

const check: Command<AssayContext> = buildCommand<ContractCheckFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-contract.ts')).runContractCheck,
  parameters: {
    flags: {
      contract: { ...fileFlag('The contract (default: contract.yaml beside the data)') },
      baseline: fileFlag('What to compare with: the last accepted version for drift, the training data for leakage'),
      record: switchFlag('Record what was found, for data that are recorded as an asset'),
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [dataWord] },
  },
  docs: {
    brief: 'Hold data against their contract',
    fullDescription: [
      'Every rule names a characteristic of ISO/IEC 25012. Violations are counted all, and the first are listed with row and value.',
      '',
      'Exit codes: 0 the contract is kept, 1 it is violated, 2 a rule could not be asked or the data not read, 64 wrong usage.',
    ].join('\n'),
  },
});

export const dataContractRoutes: RouteMap<AssayContext> = buildRouteMap<'infer' | 'check', AssayContext>({
  routes: { infer, check },
  docs: { brief: 'Say what data have to be, and check it' },
});
