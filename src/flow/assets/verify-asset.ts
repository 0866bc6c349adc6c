// Verifies one asset: that a statement that counts describes it, that the store has its bytes, and that every copy on this machine
// is what was recorded.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { AssetVerification, RecordedChange, StoredProblem, VerifiedCopy } from '#core/asset-verification';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { Manifest } from '#core/manifest';
import type { VerificationOutcome } from '#core/model-verification';
import type { AssetManifest } from '#predicates/asset-manifest';
import type { Workspace } from '../workspace/workspace.ts';
import { type AssetBytes, bytesOf } from '../zones/asset-bytes.ts';
import { readDescription } from './read-description.ts';
import { readManifest } from './read-manifest.ts';
import { changeOf } from './recorded-change.ts';
import type { ResolvedAsset } from './resolve-asset.ts';
import { verifyCopy } from './verify-copy.ts';
import type { VerifyAssetOptions } from './verify-options.ts';

/** Nothing that an attacker or a disk can do to the asset is thrown; it is in the answer. */
export async function verifyAsset(
  workspace: Workspace,
  asset: ResolvedAsset,
  options: VerifyAssetOptions,
): Promise<AssetVerification> {
  const { id, label } = asset;
  const head = { schema: 'assay.verify-asset/1', asset: label, id } as const;
  try {
    const statement = await readDescription(workspace, id);
    const manifest = await readManifest(workspace.store, id);
    const lastGood: RecordedChange = { ...(await changeOf(workspace, id)), version: label };
    const copies = await verifyCopies(workspace, asset, statement.body, manifest, options);
    const isSeen = copies.some(({ state }) => state === 'match');
    const read = options.readStore === 'always' || (options.readStore === 'without-copy' && !isSeen);
    const problems = await verifyStored(bytesOf(workspace, id), manifest, read);
    const depth = read || options.readStore === 'done' ? 'read' : 'present';
    const store = { depth, blobs: blobsOf(manifest), problems } as const;
    const outcome = outcomeOfAsset(problems, copies, options.place !== undefined);
    // What is hosted elsewhere has no bytes that anybody could compare.
    const isOutOfSight = outcome === 'pass' && manifest.entries.some(({ type }) => type === 'service');
    return { ...head, outcome: isOutOfSight ? 'inconclusive' : outcome, lastGood, store, copies };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const { code, message } = error;
    const outcome = undecided.has(code) ? 'inconclusive' : 'fail';
    const store = { depth: 'present', blobs: 0, problems: [] } as const;
    return { ...head, outcome, problem: { code, message }, store, copies: [] };
  }
}

async function verifyStored(
  store: AssetBytes,
  { entries }: Manifest,
  deep: boolean,
): Promise<readonly StoredProblem[]> {
  const problems: StoredProblem[] = [];
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    try {
      const blob = await store.open(entry.sha256);
      try {
        // Taking all of it compares the digest of the whole.
        if (deep) for await (const _ of blob.chunks());
      } finally {
        await blob.close();
      }
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      const { code, message } = error;
      problems.push({ path: entry.path, sha256: entry.sha256, code, message });
    }
  }
  return problems;
}

async function verifyCopies(
  workspace: Workspace,
  asset: ResolvedAsset,
  { locations, name }: AssetManifest,
  manifest: Manifest,
  options: VerifyAssetOptions,
): Promise<readonly VerifiedCopy[]> {
  const wanted = options.place === undefined ? locations : [{ place: options.place }];
  const copies: VerifiedCopy[] = [];
  for (const location of wanted) {
    const { place, device } = location;
    const isElsewhere = URL.canParse(place) || (device !== undefined && device !== hostname());
    if (isElsewhere) copies.push({ ...location, state: 'elsewhere', entries: [], notes: [] });
    else {
      const path = resolve(workspace.root, place);
      copies.push({ ...location, ...(await verifyCopy(workspace, { id: asset.id, name, manifest, path }, options)) });
    }
  }
  return copies;
}

/**
 * What contradicts the record is no; what could not be looked at is neither.
 * @param isCopyWanted - the question was about one copy, which then has to be there
 */
export function outcomeOfAsset(
  problems: readonly StoredProblem[],
  copies: readonly VerifiedCopy[],
  isCopyWanted: boolean,
): VerificationOutcome {
  const isWrong = ({ state }: VerifiedCopy): boolean => state === 'differs' || (isCopyWanted && state === 'absent');
  if (problems.some(({ code }) => !undecided.has(code)) || copies.some(isWrong)) return 'fail';
  return problems.length > 0 || copies.some(({ state }) => state === 'unreadable') ? 'inconclusive' : 'pass';
}

function blobsOf({ entries }: Manifest): number {
  return new Set(entries.flatMap((entry): readonly Sha256[] => (entry.type === 'file' ? [entry.sha256] : []))).size;
}

/** What keeps us from telling, as against what contradicts the record. */
const undecided: ReadonlySet<string> = new Set([
  'STORE_KEY',
  'STORE_READ',
  'STORE_NETWORK',
  'STORE_REFUSED',
  'STORE_LIMIT',
  'FORMAT_LIMIT',
]);
