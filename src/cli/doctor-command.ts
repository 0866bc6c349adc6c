// `assay doctor`
import { buildCommand, type Command } from '@stricli/core';
import type { AssayContext } from './context.ts';
import { switchFlag } from './flag-kinds.ts';

export const doctorCommand: Command<AssayContext> = buildCommand<
  { readonly json?: boolean },
  readonly [],
  AssayContext
>({
  loader: async () => (await import('./run-doctor.ts')).runDoctor,
  parameters: { flags: { json: switchFlag('Answer as one JSON document') } },
  docs: { brief: 'Say what this machine offers, and what cannot be done without the rest' },
});
