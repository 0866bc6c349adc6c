// Gates by name and from YAML.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type Gate, parseGate } from '#gates/gate';

export type { Gate } from '#gates/gate';
export { shippedGates } from '#gates/shipped-gates';

/** @throws {AssayError} GATE_INVALID */
export async function parseGateText(text: string): Promise<Gate> {
  return parseGate(await parseYaml(text, (reason) => new AssayError('GATE_INVALID', `the gate ${reason}`)));
}

/** No aliases, so that a small file stays a small value. @param refusal - makes the error of what ends a sentence */
export async function parseYaml(text: string, refusal: (reason: string) => AssayError): Promise<unknown> {
  const { parse } = await import('yaml');
  if (text.length > limits.yamlBytes.value) throw refusal('is larger than any honest one');
  try {
    return parse(text, { maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    throw refusal(`is no YAML: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
