// Opens the workspace of a command, and closes it whatever happens.
import { openWorkspace, type Workspace } from '#flow/workspace/workspace';
import type { AssayContext } from '../context.ts';
import { passphraseSource } from '../read-passphrase.ts';
import { release } from '../release.generated.ts';
import type { SigningFlags } from './workspace-flags.ts';

/** @throws {AssayError} WORKSPACE_MISSING and what opening and `act` throw */
export async function withWorkspace<T>(
  { process }: AssayContext,
  { workspace: folder = '.', passphraseFile, ageIdentity, signingKey }: SigningFlags,
  act: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(folder, {
    passphrase: passphraseSource(passphraseFile, process),
    environment: process.env,
    ruleset: release.ruleset,
    ...(signingKey === undefined ? {} : { signingKey }),
    ...(ageIdentity === undefined ? {} : { identityFiles: ageIdentity }),
  });
  try {
    return await act(workspace);
  } finally {
    await workspace.close();
  }
}
