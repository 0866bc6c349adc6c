// What `assay proof` does; loaded when it is called.
import { proveStatement } from '#flow/proof/prove-statement';
import type { AssayContext } from '../context.ts';
import { assertWritable, writeOutput } from '../write-output.ts';
import { withWorkspace } from './with-workspace.ts';
import type { WorkspaceFlags } from './workspace-flags.ts';

export interface ProofFlags extends Pick<WorkspaceFlags, 'workspace'> {
  readonly kind: string;
  readonly output?: string;
}

/** @throws {AssayError} what the flow throws */
export async function runProof(this: AssayContext, { output, ...flags }: ProofFlags, word: string): Promise<void> {
  if (output !== undefined) assertWritable(output);
  const proof = await withWorkspace(this, flags, (workspace) => proveStatement(workspace, word, flags.kind));
  if (output === undefined) this.process.stdout.write(proof);
  else writeOutput(output, proof);
}
