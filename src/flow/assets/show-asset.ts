// All that is recorded about one asset, in one answer: what it is, what it is made of, its names, its statements.

import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import type { Entry } from '#core/manifest';
import type { AssetRecord } from '#database/asset-record';
import { findAsset } from '#database/find-asset';
import { listReferences } from '#database/list-references';
import { type StatementRecord, statementsOf } from '#database/statements-of';
import { type AssetManifest, predicate as assetManifest } from '#predicates/asset-manifest';
import { allowedAsset } from '../access/allowed-asset.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readManifest } from './read-manifest.ts';

export interface ShownAsset extends AssetRecord {
  readonly schema: 'assay.show/1';
  readonly label: string;
  readonly references: readonly string[];
  /** The newest statement that describes it. */
  readonly description: AssetManifest;
  readonly signedBy: readonly Sha256[];
  readonly manifest: readonly Entry[];
  readonly statements: readonly StatementRecord[];
}

/** @throws {AssayError} ASSET_UNKNOWN, ASSET_AMBIGUOUS; {AttestError} when no statement describes it that counts */
export async function showAsset(workspace: Workspace, word: string): Promise<ShownAsset> {
  const index = await workspace.index();
  const { id, label } = await allowedAsset(workspace, word, 'see');
  const record = await findAsset(index, id);
  const statement = await readStatement(workspace, record.logIndex);
  if (!isOfKind(statement, assetManifest)) throw new RangeError('the index names a statement of another kind');
  const { entries: manifest } = await readManifest(workspace.store, id);
  const references = (await listReferences(index)).filter(({ asset }) => asset === id);
  return {
    schema: 'assay.show/1',
    label,
    ...record,
    references: references.map(({ name, version }) => `${name}@${version}`),
    description: statement.body,
    signedBy: statement.signedBy,
    manifest,
    statements: await statementsOf(index, id, workspace.now().getTime()),
  };
}
