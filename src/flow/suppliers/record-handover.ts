// `assay supplier handover`: an asset goes from one party to another, and what arrived is compared with what was sent. Each side says so
// with a key of its own.

import { canonicalJson } from '#core/canonical-json';
import { diffManifests, type ManifestChange } from '#core/diff-manifests';
import type { Sha256 } from '#core/digest';
import { type Handover, predicate as handover } from '#predicates/handover';
import { allowedAsset } from '../access/allowed-asset.ts';
import { demandAccess } from '../access/decide-access.ts';
import { readManifest } from '../assets/read-manifest.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from '../zones/asset-bytes.ts';
import { countingAbout } from './counting-statements.ts';
import { diffTensors, type TensorChange } from './diff-tensors.ts';
import { recordOne } from './record-one.ts';

export interface HandoverWords extends Omit<Handover, 'sent' | 'received'> {
  /** Assets. */
  readonly sent: string;
  readonly received?: string;
}

export interface RecordedHandover {
  readonly schema: 'assay.supplier-handover/1';
  readonly statement: Sha256;
  readonly from: string;
  readonly to: string;
  /** `false`: the other side has not said the same yet, with a key of its own. */
  readonly complete: boolean;
  /** Why the two sides may be one. */
  readonly flags: readonly string[];
  /** What arrived other than it was sent, by path; absent when nothing arrived yet, or all as it was. */
  readonly changes?: readonly { readonly path: string; readonly change: ManifestChange }[];
  /** Of weights in safetensors that changed, what became of each tensor. */
  readonly tensors?: readonly TensorChange[];
}

/** @throws {AssayError} ASSET_UNKNOWN, ACCESS_DENIED */
export async function recordHandover(
  workspace: Workspace,
  { sent, received, ...words }: HandoverWords,
): Promise<RecordedHandover> {
  const before = await allowedAsset(workspace, sent, 'see');
  const after = received === undefined ? undefined : await allowedAsset(workspace, received, 'see');
  const body: Handover = { ...words, sent: before.id, ...(after === undefined ? {} : { received: after.id }) };
  const digests = [...new Set(after === undefined ? [before.id] : [before.id, after.id])];
  const subjects = digests.map((sha256) => ({ sha256 }));
  const { evidence } = await recordOne(workspace, { predicate: handover, subjects, body }, 'the hand-over');
  const said = (await countingAbout(workspace, before.id, handover)).filter(({ statement }) =>
    isSameTransfer(statement.body, body),
  );
  const keys = new Set(said.flatMap(({ statement }) => statement.signedBy));
  const changed = after === undefined || after.id === before.id ? {} : await changesOf(workspace, before.id, after.id);
  return {
    schema: 'assay.supplier-handover/1',
    statement: evidence,
    from: words.from,
    to: words.to,
    complete: keys.size > 1,
    flags: await samePerson(workspace, body, keys),
    ...changed,
  };
}

/** Two keys of one holder, or one name on both sides, are one pair of eyes. */
async function samePerson(
  workspace: Workspace,
  { from, to, acceptance }: Handover,
  keys: ReadonlySet<Sha256>,
): Promise<readonly string[]> {
  const trust = await workspace.trust();
  const holders = [...keys].map((key) => trust.keys.get(key)?.holder ?? 'the root key');
  const isOneHolder = keys.size > 1 && new Set(holders).size === 1;
  return [
    ...(from === to ? ['sender and receiver are called the same'] : []),
    ...(acceptance?.by === from ? ['whoever sent it accepted it'] : []),
    ...(isOneHolder ? [`all who signed are ${holders[0]}`] : []),
  ];
}

async function changesOf(
  workspace: Workspace,
  before: Sha256,
  after: Sha256,
): Promise<Pick<RecordedHandover, 'changes' | 'tensors'>> {
  const [one, two] = [await readManifest(workspace.store, before), await readManifest(workspace.store, after)];
  await demandAccess(workspace, { action: 'use', resource: { asset: before }, purpose: 'comparing what came back' });
  await demandAccess(workspace, { action: 'use', resource: { asset: after }, purpose: 'comparing what came back' });
  const tensors = await diffTensors(
    { manifest: one, bytes: bytesOf(workspace, before) },
    { manifest: two, bytes: bytesOf(workspace, after) },
  );
  const { changes } = diffManifests(one, two);
  return {
    changes: changes.map(({ path, change }) => ({ path, change })),
    ...(tensors.length === 0 ? {} : { tensors }),
  };
}

/** What arrived, and whether it was accepted, only one of them can say. */
function isSameTransfer(one: Handover, other: Handover): boolean {
  const told = ({ from, to, sent, direction, purpose, jurisdiction, transport }: Handover): string =>
    canonicalJson({ from, to, sent, direction, purpose, jurisdiction, transport });
  return told(one) === told(other);
}
