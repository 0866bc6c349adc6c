// What `assay history` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { readHistory } from '#flow/assets/read-history';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

/** @throws {AssayError} what the flow throws */
export async function runHistory(this: AssayContext, flags: SigningFlags, name: string): Promise<void> {
  const history = await withWorkspace(this, flags, (workspace) => readHistory(workspace, name));
  const lines = history.versions
    .toReversed()
    .flatMap(({ version, asset, at, why, signedBy, updatePoint, restores, stands }) => [
      `${name}@${version}  ${at}  ${asset.slice(0, 12)}${updatePoint === undefined ? '' : `  ${updatePoint}`}${stands ? '' : '  (signed by a revoked key)'}`,
      `  ${why}${restores === undefined || why.includes(`version ${restores}`) ? '' : ` (back to version ${restores})`}; by key ${signedBy.map((key) => key.slice(0, 12)).join(', ')}`,
    ]);
  answer(this, flags.json, history, lines.map(escapeInvisible));
}
