// Gates by name and from YAML.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type Gate, parseGate } from '#gates/gate';

export type { Gate } from '#gates/gate';
export { shippedGates } from '#gates/shipped-gates';

/** @throws {AssayError} GATE_INVALID */
export async function parseGateText(text: string): Promise<Gate> {
  const { parse } = await import('yaml');
  if (text.length > limits.yamlBytes.value)
    throw new AssayError('GATE_INVALID', 'the gate is larger than any gate', { limit: 'yamlBytes' });
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    throw new AssayError('GATE_INVALID', `the gate is no YAML: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  return parseGate(value);
}
