// The keys that the log knows: whose they are, what they may sign, and what they have signed.
import { rootKeys } from '#attest/root-keys';
import { type KeyRecord, listKeys } from '#database/list-keys';
import { type SignedKinds, signedByKeys } from '#database/signed-by-keys';
import type { Workspace } from '../workspace/workspace.ts';
import { signingKeyId } from './record-key-change.ts';

export interface ListedKey extends Omit<KeyRecord, 'signed'> {
  /** What is dated earlier does not count. */
  readonly validFrom?: string;
  /** The root key, or what has replaced it: everything is trusted from here. */
  readonly isRoot: boolean;
  /** What is recorded in this workspace is signed with it. */
  readonly signsHere: boolean;
  readonly signed: SignedKinds;
}

export interface KeyList {
  readonly schema: 'assay.keys/1';
  /** In the order in which the log names them. */
  readonly keys: readonly ListedKey[];
}

/** @throws what opening the index throws */
export async function listWorkspaceKeys(workspace: Workspace): Promise<KeyList> {
  const index = await workspace.index();
  const trust = await workspace.trust();
  const signed = await signedByKeys(index);
  const root = rootKeys(trust).at(-1);
  const signing = signingKeyId(workspace);
  const keys = (await listKeys(index)).map(({ signed: _, ...key }): ListedKey => {
    const validFrom = trust.keys.get(key.id)?.grants.at(-1)?.validFrom;
    return {
      ...key,
      ...(validFrom === undefined ? {} : { validFrom }),
      isRoot: key.id === root,
      signsHere: key.id === signing,
      signed: signed.get(key.id) ?? { counting: {}, fallen: 0 },
    };
  });
  return { schema: 'assay.keys/1', keys };
}
