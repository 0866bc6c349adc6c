// By which text a gate decided: a decision by another gate of the same name is none.
import { canonicalJson, type Json } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import type { Gate } from '#gates/gate';
import { shippedGates } from '#gates/shipped-gates';
import { readAccessState } from '../access/read-access-state.ts';
import { parseGateText } from '../gates/known-gates.ts';
import { policyInForce } from '../policies/policies-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * Whether a gate of that digest was in force under that name before the entry.
 * @throws what store, log and index throw; {AssayError} GATE_INVALID
 */
export async function isGateInForce(
  workspace: Workspace,
  name: string,
  digest: Sha256,
  logIndex: number,
): Promise<boolean> {
  const own = await gateBefore(workspace, name, logIndex);
  if (own !== undefined) return digestOf(await parseGateText(new TextDecoder().decode(own))) === digest;
  const shipped = shippedGates.find((gate) => gate.name === name);
  return (shipped !== undefined && digestOf(shipped) === digest) || (formerEditions[name] ?? []).includes(digest);
}

/** The document that was in force before the entry: for most that of now, and only otherwise what was said until then is read again. */
async function gateBefore(workspace: Workspace, name: string, logIndex: number): Promise<Uint8Array | undefined> {
  const { state } = await readAccessState(workspace);
  const now = state.policies.inForce.get(`gates/${name}`);
  if (now === undefined) return undefined;
  return policyInForce(workspace, 'gates', name, now.index < logIndex ? undefined : logIndex);
}

function digestOf(gate: Gate): Sha256 {
  return sha256(new TextEncoder().encode(canonicalJson(gate as unknown as Json)));
}

/** Digests of gates that earlier releases came with: what they let in stays in. To be added to with each release that changes a gate. */
const formerEditions: Readonly<Record<string, readonly string[]>> = {};
