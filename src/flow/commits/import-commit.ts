// `assay import-commit`: whose signature is under the commit that an asset of code was made from, as a statement about the asset.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { commitFacts } from '#jobs/git/commit-facts';
import { type CodeVerification, predicate as codeVerification } from '#predicates/code-verification';
import { demandAttest } from '../access/demand-attest.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { readFile } from '../read-file.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface CommitWish {
  readonly asset: string;
  readonly folder: string;
  readonly commit?: string;
  readonly allowedSigners?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ImportedCommit extends Omit<CodeVerification, 'checkedAt'> {
  readonly schema: 'assay.import-commit/1';
  readonly asset: Sha256;
  readonly label: string;
  readonly statement: Sha256;
  readonly logIndex: number;
}

/** @throws {AssayError} ASSET_UNKNOWN, DATA_UNKNOWN, and what recording throws */
export async function importCommit(workspace: Workspace, wish: CommitWish): Promise<ImportedCommit> {
  const { id: asset, label } = await resolveAsset(await workspace.index(), wish.asset);
  await demandAttest(workspace, [{ sha256: asset }]);
  const facts = await commitFacts(wish);
  const batch = workspace.store.batch();
  const { allowedSigners } = wish;
  const policy =
    allowedSigners === undefined ? undefined : await batch.add(readFile(allowedSigners, limits.yamlBytes.value));
  const signature = words.get(facts.signature) ?? 'bad';
  const { commit, tree, dirty, shallow, detached, signer, fingerprint } = facts;
  const verified = {
    ...{ commit, tree, signature, dirty, shallow, detached },
    outcome: outcomeOf(signature, dirty),
    ...(signature === 'unsigned' || signer === '' ? {} : { signer }),
    ...(fingerprint === '' ? {} : { fingerprint }),
    ...(policy === undefined ? {} : { policy: policy.sha256 }),
  };
  const body: CodeVerification = { ...verified, checkedAt: workspace.now().toISOString() };
  const [recorded] = await workspace.record(
    [{ predicate: codeVerification, subjects: [{ sha256: asset, name: label }], body }],
    batch,
  );
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the commit could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  return {
    schema: 'assay.import-commit/1',
    asset,
    label,
    ...verified,
    statement: recorded.evidence,
    logIndex: recorded.index,
  };
}

/** git-log(1), `%G?`. U is a good signature of a key that nobody vouches for; E could not be checked, mostly because the key is not here. */
const words: ReadonlyMap<string, CodeVerification['signature']> = new Map([
  ['G', 'verified'],
  ['U', 'unknown-key'],
  ['E', 'unknown-key'],
  ['B', 'bad'],
  ['X', 'expired'],
  ['Y', 'expired'],
  ['R', 'revoked'],
  ['N', 'unsigned'],
]);

/** What lies beside the commit and is not part of it has no signature at all. */
function outcomeOf(signature: CodeVerification['signature'], dirty: boolean): CodeVerification['outcome'] {
  if (signature === 'unknown-key') return 'inconclusive';
  return signature === 'verified' && !dirty ? 'pass' : 'fail';
}
