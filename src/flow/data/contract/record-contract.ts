// Puts the check of a contract on record: a statement of what every rule found, with contract and violations as blobs.
import { canonicalJson } from '#core/canonical-json';
import type { DataContract } from '#core/dataset/data-contract';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type DataQuality, predicate as dataQuality } from '#predicates/data-quality';
import { assetAt } from '../../assets/asset-at.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { CheckedContract } from './check-contract.ts';
import { contractBytes } from './parse-contract.ts';

/**
 * @param inferredFrom - asset that the contract was made of just now
 * @returns the evidence id, and the asset that it is about
 * @throws {AssayError} ASSET_UNKNOWN, ASSET_CHANGED when the files at the path are not what is recorded; what recording throws
 */
export async function recordContract(
  workspace: Workspace,
  path: string,
  contract: DataContract,
  { report, violations }: CheckedContract,
  inferredFrom?: Sha256,
): Promise<{ readonly statement: Sha256; readonly asset: string }> {
  const { id, label } = await assetAt(workspace, path);
  const batch = workspace.store.batch();
  const { sha256 } = await batch.add(contractBytes(contract));
  const list = canonicalJson(JSON.parse(JSON.stringify({ report, violations })));
  const kept = violations.length === 0 ? undefined : await batch.add(new TextEncoder().encode(list));
  const body: DataQuality = {
    outcome: report.outcome,
    contract: sha256,
    ...(inferredFrom === undefined ? {} : { inferredFrom }),
    rows: report.rows,
    checkedAt: workspace.now().toISOString(),
    rules: report.rules.map(({ rule, characteristic, checked, violations: count, allowed }) => ({
      rule: rule.slice(0, 200),
      characteristic,
      checked,
      violations: count,
      allowed,
    })),
    ...(kept === undefined ? {} : { violations: kept.sha256 }),
  };
  const draft = { predicate: dataQuality, subjects: [{ sha256: id, name: label }], body };
  const [recorded] = await workspace.record([draft], batch);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the check could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  return { statement: recorded.evidence, asset: label };
}
