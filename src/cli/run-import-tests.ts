// What `assay import-tests` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { importTests } from '#flow/tests/import-tests';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import { exitCodes } from './exit-code.ts';
import { withWorkspace } from './workspace/with-workspace.ts';
import type { SigningFlags } from './workspace/workspace-flags.ts';

export interface ImportTestsFlags extends SigningFlags {
  readonly commit: string;
  readonly asset: string;
}

/** @throws {AssayError} what the flow throws */
export async function runImportTests(this: AssayContext, flags: ImportTestsFlags, ...paths: string[]): Promise<void> {
  const found = await withWorkspace(this, flags, (workspace) =>
    importTests(workspace, flags.asset, flags.commit, paths),
  );
  const { label, commit, result, counts, notes, statement } = found;
  const counted = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  answer(
    this,
    flags.json,
    found,
    [
      `${label} at ${commit.slice(0, 12)}: ${words[result]} (${counted.join(', ')}), recorded as ${statement.slice(0, 12)}`,
      ...notes.map((note) => `  ${note}`),
    ].map(escapeInvisible),
  );
  this.answer = { PASSED: exitCodes.yes, FAILED: exitCodes.no, WARNED: exitCodes.couldNotTell }[result];
}

const words = { PASSED: 'passed', FAILED: 'failed', WARNED: 'says neither yes nor no' } as const;
