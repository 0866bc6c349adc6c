// What `assay tag` and `assay rollback` do; loaded when one is called.

import { allowedAsset } from '#flow/access/allowed-asset';
import { type Move, type Moved, moveReference, rollBack } from '#flow/assets/move-reference';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

export interface TagFlags extends SigningFlags {
  readonly why?: string;
  readonly updatePoint?: NonNullable<Move['updatePoint']>;
}

/** @throws {AssayError} what the flow throws */
export async function runTag(this: AssayContext, flags: TagFlags, word: string, name: string): Promise<void> {
  const moved = await withWorkspace(this, flags, async (workspace) => {
    const { id, label } = await allowedAsset(workspace, word, 'write');
    return moveReference(workspace, { name, to: id, why: flags.why ?? `tagged ${label}`, ...pointOf(flags) });
  });
  print(this, flags, moved);
}

/** @throws {AssayError} what the flow throws */
export async function runRollback(
  this: AssayContext,
  flags: TagFlags & { readonly to?: number },
  name: string,
): Promise<void> {
  const why = flags.why === undefined ? {} : { why: flags.why };
  const moved = await withWorkspace(this, flags, (workspace) =>
    rollBack(workspace, name, flags.to, { ...why, ...pointOf(flags) }),
  );
  print(this, flags, moved);
}

function pointOf({ updatePoint }: TagFlags): Pick<Move, 'updatePoint'> {
  return updatePoint === undefined ? {} : { updatePoint };
}

function print(context: AssayContext, { json }: TagFlags, { name, version, asset, recorded }: Moved): void {
  const statement = recorded === undefined ? {} : { statement: recorded.evidence, logIndex: recorded.index };
  const document = {
    schema: 'assay.reference/1',
    name,
    version,
    asset,
    recorded: recorded !== undefined,
    ...statement,
  };
  const done = recorded === undefined ? 'unchanged' : 'recorded';
  answer(context, json, document, [`${done}  ${name}@${version}`, `  id    ${asset}`]);
}
