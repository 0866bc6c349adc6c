// The document of the rule `detectors/audit`.
import type { AuditSettings } from '#core/audit/audit-settings';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';

/** @param bytes - YAML or JSON, `assay.audit-settings/1` @throws {AssayError} POLICY_INVALID with what is wrong and where */
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
  const parsed = schema.safeParse(await documentIn(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

async function documentIn(bytes: Uint8Array): Promise<unknown> {
  if (bytes.length > limits.yamlBytes.value) throw invalid('they are larger than any');
  const { parse } = await import('yaml');
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), { maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'they are neither YAML nor JSON');
  }
}

function invalid(reason: string): AssayError {
  return new AssayError('POLICY_INVALID', `the settings of the audit do not follow assay.audit-settings/1: ${reason}`);
}
