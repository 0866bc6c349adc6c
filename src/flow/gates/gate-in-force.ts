// The gate of a name that holds in a workspace: its own, as two people have said, or the one that comes with Assay.
import { AssayError } from '#core/errors';
import type { Gate } from '#gates/gate';
import { shippedGates } from '#gates/shipped-gates';
import { policiesInForce, policyInForce } from '../policies/policies-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { parseGateText } from './known-gates.ts';

/** @throws {AssayError} GATE_UNKNOWN; GATE_INVALID when what is in force cannot be decided: it is not replaced by another */
export async function gateInForce(workspace: Workspace, name: string): Promise<Gate> {
  const own = await policyInForce(workspace, 'gates', name);
  if (own !== undefined) return ownGate(name, own);
  const shipped = shippedGates.find((one) => one.name === name);
  if (shipped !== undefined) return shipped;
  const names = (await gatesInForce(workspace)).map((one) => one.name).join(', ');
  throw new AssayError('GATE_UNKNOWN', `there is no gate ${name}; known are ${names}`, { value: name });
}

/** Those that come with Assay, each replaced where the workspace has its own, and the further ones of the workspace. */
export async function gatesInForce(workspace: Workspace): Promise<readonly Gate[]> {
  const own = new Map<string, Gate>();
  for (const { name, bytes } of await policiesInForce(workspace, 'gates')) own.set(name, await ownGate(name, bytes));
  const shipped = shippedGates.map((gate) => own.get(gate.name) ?? gate);
  return [...shipped, ...[...own.values()].filter(({ name }) => shipped.every((one) => one.name !== name))];
}

/** A document that calls itself by another name is not what two people put in force under this one. */
async function ownGate(name: string, bytes: Uint8Array): Promise<Gate> {
  const gate = await parseGateText(new TextDecoder().decode(bytes));
  if (gate.name !== name)
    throw new AssayError('GATE_INVALID', `the gate that is in force as ${name} calls itself ${gate.name}`);
  return gate;
}
