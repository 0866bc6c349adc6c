// What rules over the audit are told in this workspace: its rule `detectors/audit`, which two people change, or what comes with Assay.
import { parseStrict, plainJson } from '#attest/canonical-value';
import { type AuditSettings, defaultAuditSettings } from '#core/audit/audit-settings';
import { AssayError } from '#core/errors';
import { policyInForce } from '../policies/policies-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** @throws {AssayError} POLICY_INVALID; what reading the rule throws: rules that cannot be read are not replaced by others */
export async function auditSettingsInForce(workspace: Workspace): Promise<AuditSettings> {
  const document = await policyInForce(workspace, 'detectors', 'audit');
  return document === undefined ? defaultAuditSettings : parseAuditSettings(document);
}

/** @param bytes - JSON, `assay.audit-settings/1` @throws {AssayError} POLICY_INVALID; {AttestError} ATTEST_MALFORMED for what is no JSON */
export async function parseAuditSettings(bytes: Uint8Array): Promise<AuditSettings> {
  const { z } = await import('zod');
  const some = z.number().positive().max(100_000);
  const schema: import('zod').ZodType<AuditSettings> = z.strictObject({
    schema: z.literal('assay.audit-settings/1'),
    heartbeatHours: some.exactOptional(),
    graceHours: z.number().min(0).max(24),
    volumeScore: some,
    volumeDays: z.int().min(3).max(1000),
    bulkAssets: z.int().min(2),
    bulkMinutes: some,
    settledDays: some,
    dormantDays: some,
    approvals: z.int().min(2),
    approvalSeconds: some,
    denialHours: some,
    reviewDays: some,
  });
  const value = plainJson(parseStrict(bytes, 'the settings of the audit'));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new AssayError(
    'POLICY_INVALID',
    `the settings of the audit do not follow assay.audit-settings/1: ${where} ${issue?.message ?? ''}`,
  );
}
