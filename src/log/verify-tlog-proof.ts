// Verifies a proof file against an entry and a policy, without network and without Node: C2SP tlog-proof.
import type { Cryptography } from './cryptography.ts';
import { hashEntry } from './proof-chain.ts';
import { parseTlogProof } from './tlog-proof.ts';
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts';
import { verifyInclusion } from './verify-inclusion.ts';
import { assertQuorum, type WitnessPolicy } from './witness-policy.ts';

/** Only this module has it, so only this module makes the type. */
const made: unique symbol = Symbol('made');

/** An entry of which it is shown that a believed log holds it and enough witnesses saw that log. */
export interface VerifiedInclusion {
  readonly entry: Uint8Array;
  readonly index: number;
  readonly checkpoint: VerifiedCheckpoint;
  readonly [made]: true;
}

/**
 * @param proof - the file
 * @param entry - the logged bytes themselves, never a hash taken from elsewhere
 * @throws {LogError} LOG_MALFORMED, LOG_LIMIT for a file that is no proof; LOG_UNTRUSTED, LOG_SIGNATURE for the
 *   checkpoint; LOG_WITNESS when too few witnesses saw it; LOG_PROOF when the entry is another one
 */
export async function verifyTlogProof(
  proof: Uint8Array,
  entry: Uint8Array,
  policy: WitnessPolicy,
  cryptography: Cryptography,
): Promise<VerifiedInclusion> {
  const { index, hashes, checkpoint: note } = parseTlogProof(proof);
  const checkpoint = await verifyCheckpoint(note, policy.logs, policy.witnesses, cryptography);
  assertQuorum(
    policy,
    checkpoint.witnessSigners.map(({ key }) => key),
  );
  const leaf = await hashEntry(entry, cryptography);
  await verifyInclusion({ index, leaf, proof: hashes, size: checkpoint.size, root: checkpoint.root }, cryptography);
  return { entry, index, checkpoint, [made]: true };
}
