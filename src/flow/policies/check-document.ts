// Whether a document can be put in force as a rule: what nobody could decide by is refused before anybody signs it.
import { assertValidPolicies } from '#access/authority';
import { AssayError } from '#core/errors';
import type { PolicyArea } from '#predicates/policy-change';
import { parseAuditSettings } from '../audit/parse-audit-settings.ts';
import { gatesInForce } from '../gates/gate-in-force.ts';
import { parseGateText } from '../gates/known-gates.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { checkZoneDocument } from '../zones/zones-in-force.ts';
import { decodeText } from './decode-text.ts';

/** @throws {AssayError} ACCESS_POLICY, GATE_INVALID, ZONE_INVALID, POLICY_INVALID, USAGE with what is wrong */
export async function checkDocument(
  workspace: Workspace,
  area: PolicyArea,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const text = decodeText(bytes);
  if (area === 'access') return assertValidPolicies([{ id: name, text }]);
  if (area === 'zones') {
    const gates = (await gatesInForce(workspace)).map((gate) => gate.name);
    await checkZoneDocument(workspace, { name, text }, gates);
    return;
  }
  if (area === 'gates') {
    const gate = await parseGateText(text);
    if (gate.name !== name)
      throw new AssayError('GATE_INVALID', `the gate calls itself ${gate.name}, and the rule ${name}`);
    return;
  }
  if (name === 'audit') await parseAuditSettings(bytes);
  await assertYaml(text);
}

/** Thresholds and settings of detectors are read by those who use them; here it is seen that they can be read at all. */
async function assertYaml(text: string): Promise<void> {
  const { parse } = await import('yaml');
  try {
    if (parse(text, { maxAliasCount: 0, uniqueKeys: true }) instanceof Object) return;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new AssayError('USAGE', `The document is neither YAML nor JSON: ${reason}`);
  }
  throw new AssayError('USAGE', 'The document is neither an object nor a list.');
}
