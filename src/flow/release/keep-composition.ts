// Keeps the list of parts, so that its digest can be tested, decided about and proved.
import type { Workspace } from '../workspace/workspace.ts';
import type { Composed } from './compose.ts';

/** @throws what the store throws */
export async function keepComposition(
  { store }: Workspace,
  { bytes, digest }: Pick<Composed, 'bytes' | 'digest'>,
): Promise<void> {
  if (await store.has(digest)) return;
  const batch = store.batch();
  try {
    await batch.add(bytes);
    await batch.commit();
  } finally {
    await batch.abort();
  }
}
