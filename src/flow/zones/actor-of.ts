// Who acts here, as statements name them: whoever the key that signs belongs to.
import type { Workspace } from '../workspace/workspace.ts';

/** The holder of the key; `root` for the root key, the id of the key where nobody said whose it is. */
export async function actorOf(workspace: Workspace): Promise<string> {
  const { keyId } = await workspace.signer();
  const trust = await workspace.trust();
  if (keyId === trust.root) return 'root';
  return trust.keys.get(keyId)?.holder ?? keyId;
}
