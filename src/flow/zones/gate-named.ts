// The gate that stands between two zones.
import { AssayError } from '#core/errors';
import { type Gate, shippedGates } from '../gates/known-gates.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** @throws {AssayError} GATE_UNKNOWN: a way that names a gate which nobody knows leads nowhere */
export async function gateNamed(_workspace: Workspace, name: string): Promise<Gate> {
  const gate = shippedGates.find((one) => one.name === name);
  if (gate !== undefined) return gate;
  throw new AssayError('GATE_UNKNOWN', `there is no gate ${name}`, { value: name });
}
