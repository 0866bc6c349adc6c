// What `assay import-commit` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { importCommit } from '#flow/commits/import-commit';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import { exitCodes } from './exit-code.ts';
import { withWorkspace } from './workspace/with-workspace.ts';
import type { SigningFlags } from './workspace/workspace-flags.ts';

export interface ImportCommitFlags extends SigningFlags {
  readonly asset: string;
  readonly commit?: string;
  readonly allowedSigners?: string;
}

/** @throws {AssayError} what the flow throws */
export async function runImportCommit(this: AssayContext, flags: ImportCommitFlags, folder: string): Promise<void> {
  const { asset, commit, allowedSigners } = flags;
  const found = await withWorkspace(this, flags, (workspace) =>
    importCommit(workspace, {
      ...{ asset, folder, environment: this.process.env },
      ...(commit === undefined ? {} : { commit }),
      ...(allowedSigners === undefined ? {} : { allowedSigners }),
    }),
  );
  const states = (['dirty', 'shallow', 'detached'] as const).filter((state) => found[state]);
  const by = found.signer === undefined ? '' : ` by ${found.signer}`;
  answer(this, flags.json, found, [
    escapeInvisible(
      `${found.label} at ${found.commit.slice(0, 12)}: ${found.signature}${by}${states.length === 0 ? '' : `, ${states.join(', ')}`}; ${found.outcome}, recorded as ${found.statement.slice(0, 12)}`,
    ),
  ]);
  this.answer = { pass: exitCodes.yes, fail: exitCodes.no, inconclusive: exitCodes.couldNotTell }[found.outcome];
}
