// What rules over the audit are told in this workspace: its rule `detectors/audit`, which two people change, or what comes with Assay.
import { type AuditSettings, defaultAuditSettings } from '#core/audit/audit-settings';
import { policyInForce } from '../policies/policies-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { parseAuditSettings } from './parse-audit-settings.ts';

/** @throws {AssayError} POLICY_INVALID; what reading the rule throws: rules that cannot be read are not replaced by others */
export async function auditSettingsInForce(workspace: Workspace): Promise<AuditSettings> {
  const document = await policyInForce(workspace, 'detectors', 'audit');
  return document === undefined ? defaultAuditSettings : parseAuditSettings(document);
}
