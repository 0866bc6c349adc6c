// From a word of the command line to a gate: one that is in force in the workspace, or a file.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { AssayError } from '#core/errors';
import { gateInForce, gatesInForce } from '#flow/gates/gate-in-force';
import { type Gate, parseGateText, shippedGates } from '#flow/gates/known-gates';
import type { Workspace } from '#flow/workspace/workspace';
import { reasonOf } from '../reason-of.ts';

/**
 * @param workspace - absent: the gates that come with Assay
 * @throws {AssayError} GATE_UNKNOWN, GATE_INVALID
 */
export async function findGate(word: string, workspace?: Workspace): Promise<Gate> {
  const known = workspace === undefined ? shippedGates : await gatesInForce(workspace);
  const named = known.find(({ name }) => name === word);
  if (named !== undefined) return workspace === undefined ? named : gateInForce(workspace, word);
  if (!existsSync(word) || !statSync(word).isFile()) {
    const names = known.map(({ name }) => name).join(', ');
    throw new AssayError('GATE_UNKNOWN', `there is no gate ${word}; known are ${names}, or name a file`, {
      value: word,
    });
  }
  return parseGateText(readGateFile(word));
}

/** @throws {AssayError} GATE_UNKNOWN */
export function readGateFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AssayError('GATE_UNKNOWN', `the gate ${path} cannot be read: ${reasonOf(error)}`, { path });
  }
}
