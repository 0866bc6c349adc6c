// Makes the proof of an entry from a log and checks it before handing it out.

import { leafHash } from '#core/tree-hash';
import { parseUnverifiedCheckpoint } from './checkpoint.ts';
import { findEntry } from './find-entry.ts';
import { LogError } from './log-error.ts';
import { checkpointPath, type LogStorage } from './log-storage.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { TileTree } from './tile-tree.ts';
import { encodeTlogProof } from './tlog-proof.ts';
import { verifyInclusion } from './verify-inclusion.ts';

/**
 * @param wanted - index, or the bytes of the entry
 * @returns the text of a proof file, with the checkpoint that the log shows now
 * @throws {LogError} LOG_MISSING, LOG_INDEX, LOG_READ; LOG_CORRUPT when tiles are missing; LOG_PROOF when they are not those of the
 *   checkpoint
 */
export async function proveEntry(storage: LogStorage, wanted: number | Uint8Array): Promise<string> {
  const checkpoint = await storage.get(checkpointPath);
  if (checkpoint === undefined) throw new LogError('LOG_MISSING', 'There is no checkpoint, so this is no log.');
  const { size, root } = parseUnverifiedCheckpoint(checkpoint);
  const tree = new TileTree(storage, size);
  const index = typeof wanted === 'number' ? wanted : await findEntry(tree, wanted);
  const hashes = await tree.inclusionProof(index);
  const leaf = leafHash(typeof wanted === 'number' ? await tree.entry(index) : wanted);
  await verifyInclusion({ index, leaf, proof: hashes, size, root }, nodeCryptography);
  return encodeTlogProof({ index, hashes, checkpoint });
}
