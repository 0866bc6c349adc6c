// The commands over evidence (statements and their proofs), and over the workspace as a whole.
import type { Command, RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { attestCommand, importCommand, proofCommand, statementsCommand } from './statement-commands.ts';
import { storeRoutes } from './store-commands.ts';
import { verifyProofCommand } from './verify-proof-command.ts';
import { reindexCommand, statusCommand } from './workspace-commands.ts';

export type EvidenceRoute =
  | 'attest'
  | 'import'
  | 'statements'
  | 'proof'
  | 'verify-proof'
  | 'status'
  | 'store'
  | 'reindex';

export const evidenceRoutes: Readonly<Record<EvidenceRoute, Command<AssayContext> | RouteMap<AssayContext>>> = {
  attest: attestCommand,
  import: importCommand,
  statements: statementsCommand,
  proof: proofCommand,
  'verify-proof': verifyProofCommand,
  status: statusCommand,
  store: storeRoutes,
  reindex: reindexCommand,
};
