// What a gate may rest on: the statements about an asset among the first entries of the log, verified by the trust of that moment.
import { AttestError } from '#attest/attest-error';
import type { Trust } from '#attest/trust';
import { isOfKind, type Verified } from '#attest/verified';
import { verifyAttestation } from '#attest/verify-attestation';
import { sensitivityOf } from '#core/asset';
import { parseSha256, type Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { findStale } from '#database/find-stale';
import { statementsOf } from '#database/statements-of';
import type { AssetFacts, Evidence } from '#gates/evidence';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { trustOf } from '../workspace/follow-log.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Moment {
  /** Entries of the log that count. */
  readonly logSize: number;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

/** @throws what store and index throw; what is forged or refused is no error, it is left out with its reason */
export async function collectEvidence(
  workspace: Workspace,
  asset: Sha256,
  label: string,
  { logSize, at }: Moment,
): Promise<Evidence> {
  const index = await workspace.index();
  const root = parseSha256(workspace.config.rootKey);
  const trust = await trustOf({ store: workspace.store, index, root }, logSize);
  const records = await statementsOf(index, asset, Date.parse(at));
  const stale = await findStale(
    index.tables,
    records.map(({ logIndex }) => logIndex),
    logSize,
  );
  const statements: Verified[] = [];
  const refused: { kind: string; why: string }[] = [];
  for (const { logIndex, at: loggedAt, statement, kind } of records) {
    if (logIndex >= logSize) continue;
    const leaf = { at: loggedAt, envelope: statement };
    const read = await readVerified(workspace, leaf, logIndex, trust);
    const why = typeof read === 'string' ? read : stale.get(logIndex);
    if (typeof read === 'string' || why !== undefined) refused.push({ kind: kind ?? 'unknown', why: why ?? '' });
    else statements.push(read);
  }
  return { asset, label, at, statements, refused, ...aboutAsset(statements) };
}

async function readVerified(
  workspace: Workspace,
  leaf: { readonly at: string; readonly envelope: Sha256 },
  index: number,
  trust: Trust,
): Promise<Verified | string> {
  const bytes = await workspace.store.read(leaf.envelope, limits.signatureBytes.value);
  try {
    return verifyAttestation(bytes, { leaf, index, trust });
  } catch (error) {
    if (error instanceof AttestError) return error.message;
    throw error;
  }
}

function aboutAsset(statements: readonly Verified[]): Pick<Evidence, 'facts' | 'makers'> {
  const descriptions = statements.filter((statement) => isOfKind(statement, assetManifest));
  const body = descriptions.at(-1)?.body;
  const facts: AssetFacts = {
    kind: body?.kind ?? '',
    name: body?.name ?? '',
    sensitivity: sensitivityOf(body?.sensitivity),
    zone: body?.zone ?? '',
    labels: body?.labels ?? [],
  };
  return { facts, makers: [...new Set(descriptions.flatMap(({ signedBy }) => signedBy))].sort() };
}
