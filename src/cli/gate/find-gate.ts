// From a word of the command line to a gate: one that comes with Assay, or a file.
import { existsSync, readFileSync } from 'node:fs';
import { AssayError } from '#core/errors';
import { type Gate, parseGateText, shippedGates } from '#flow/gates/known-gates';
import { reasonOf } from '../reason-of.ts';

export function listedGates(): readonly { readonly name: string; readonly purpose: string }[] {
  return shippedGates.map(({ name, purpose }) => ({ name, purpose }));
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_INVALID */
export async function findGate(word: string): Promise<Gate> {
  const shipped = shippedGates.find(({ name }) => name === word);
  if (shipped !== undefined) return shipped;
  if (!existsSync(word)) {
    const names = shippedGates.map(({ name }) => name).join(', ');
    throw new AssayError('GATE_UNKNOWN', `there is no gate ${word}; known are ${names}, or name a file`, {
      value: word,
    });
  }
  let text: string;
  try {
    text = readFileSync(word, 'utf8');
  } catch (error) {
    throw new AssayError('GATE_UNKNOWN', `the gate ${word} cannot be read: ${reasonOf(error)}`, { path: word });
  }
  return parseGateText(text);
}
