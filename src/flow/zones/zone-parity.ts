// `assay zone parity`: for each sensitive asset every copy that is known or found, and what protects it less than the copy in its zone.
// Development data are real data: a copy to work with is worth to a thief what the original is.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { isOfKind } from '#attest/verified';
import { isHosted } from '#core/asset';
import type { Sha256 } from '#core/digest';
import type { AssetRecord } from '#database/asset-record';
import { listAssets } from '#database/list-assets';
import { listReferences } from '#database/list-references';
import { statementsOf } from '#database/statements-of';
import { predicate as accessEvent } from '#predicates/access-event';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { predicate as release } from '#predicates/release';
import { placeFacts, realPlace } from '#store/real-folder';
import { seenAssets } from '../access/seen-assets.ts';
import { blobsOfAsset } from '../assets/asset-blobs.ts';
import { StatementReader } from '../statements/statement-reader.ts';
import { mainZone } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { whereBytesLie } from './asset-bytes.ts';
import { type FoundFile, findCopies } from './find-copies.ts';
import { placeNow } from './zone-of.ts';
import { isSensitive, zoneOfPath } from './zone-places.ts';

export interface AssetCopy {
  /** `working`: recorded at this path. `found`: files of it in a folder that was looked through. `handed-out`: somebody got its bytes. */
  readonly kind: 'store' | 'working' | 'elsewhere' | 'found' | 'handed-out' | 'released';
  readonly place: string;
  /** What the copy in its zone has and this one has not. */
  readonly lacks: readonly string[];
  /** Somebody has to do something about it. */
  readonly isFinding: boolean;
}

export interface AssetParity {
  readonly asset: Sha256;
  readonly label: string;
  /** Absent: nobody labelled it, and it counts as restricted. */
  readonly sensitivity?: string;
  readonly zone: string;
  readonly copies: readonly AssetCopy[];
}

export interface ZoneParity {
  readonly schema: 'assay.zone-parity/1';
  readonly at: string;
  /** What the copy in a zone is protected by. */
  readonly measure: readonly string[];
  readonly assets: readonly AssetParity[];
  readonly findings: number;
  /** Where copies may be that were not looked at. */
  readonly notCovered: readonly string[];
}

const encrypted = 'encryption under the key of its zone';
const decided = 'an access decision that is on record';
const verified = 'bytes that are verified when they are read';

/** @param folders - of backups, exports or anything else that may hold copies @throws what log, store and index throw */
export async function zoneParity(workspace: Workspace, folders: readonly string[]): Promise<ZoneParity> {
  const index = await workspace.index();
  const { assets } = await listAssets(index);
  const seen = await seenAssets(
    workspace,
    assets.map(({ id }) => id),
  );
  const sensitive = assets.filter(
    ({ id, sensitivity, kind }) => seen.has(id) && isSensitive(sensitivity) && !isHosted(kind),
  );
  const { files, unread } = await findCopies(index, folders);
  const labels = new Map((await listReferences(index)).map((one) => [one.asset, `${one.name}@${one.version}`]));
  const found: AssetParity[] = [];
  for (const record of sensitive) {
    const { id, sensitivity } = record;
    const { zone } = await placeNow(workspace, id);
    const copies = await copiesOf(workspace, record, zone, files.get(id) ?? []);
    const label = labels.get(id) ?? id.slice(0, 12);
    found.push({ asset: id, label, ...(sensitivity === undefined ? {} : { sensitivity }), zone, copies });
  }
  return {
    schema: 'assay.zone-parity/1',
    at: workspace.now().toISOString(),
    measure: [encrypted, decided, verified],
    assets: found,
    findings: found.flatMap(({ copies }) => copies).filter(({ isFinding }) => isFinding).length,
    notCovered: [...unread, ...neverCovered],
  };
}

async function copiesOf(
  workspace: Workspace,
  { id }: AssetRecord,
  zone: string,
  files: readonly FoundFile[],
): Promise<readonly AssetCopy[]> {
  return [
    ...(await storedCopies(workspace, id, zone)),
    ...(await workingCopies(workspace, id, zone)),
    ...foundCopies(files),
    ...(await handedOut(workspace, id)),
  ];
}

/** By the store that has the bytes. */
async function storedCopies(workspace: Workspace, asset: Sha256, zone: string): Promise<readonly AssetCopy[]> {
  const places = new Map<string, number>();
  for (const digest of await blobsOfAsset(workspace, asset)) {
    const place = (await whereBytesLie(workspace, asset, digest).catch(() => undefined)) ?? 'nowhere that is open here';
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  return [...places].map(([place, count]) => {
    const isHome = place === zone;
    const lacks = isHome
      ? []
      : [place === mainZone ? 'the key of its zone: it lies in the main store' : 'the key of its zone'];
    return {
      kind: 'store',
      place: `store of ${place} (${count === 1 ? '1 blob' : `${count} blobs`})`,
      lacks,
      isFinding: !isHome,
    };
  });
}

async function workingCopies(workspace: Workspace, asset: Sha256, zone: string): Promise<readonly AssetCopy[]> {
  const reader = await StatementReader.open(workspace);
  const locations = new Map<string, { readonly place: string; readonly device?: string }>();
  for (const { standing, logIndex } of await statementsOf(reader.index, asset, 0, { kind: assetManifest.kind })) {
    const statement = standing === 'verified' ? await reader.read(logIndex) : undefined;
    if (statement === undefined || !isOfKind(statement, assetManifest)) continue;
    for (const one of statement.body.locations) locations.set(`${one.device ?? ''} ${one.place}`, one);
  }
  const copies: AssetCopy[] = [];
  for (const { place, device } of locations.values()) {
    if (URL.canParse(place) || (device !== undefined && device !== hostname())) {
      const lacks = ['anybody who could look at it from here'];
      copies.push({
        kind: 'elsewhere',
        place: device === undefined ? place : `${device}:${place}`,
        lacks,
        isFinding: false,
      });
    } else copies.push(...(await copyAt(workspace, resolve(workspace.root, place), zone)));
  }
  return copies;
}

/** None when nothing is there any more. */
async function copyAt(workspace: Workspace, path: string, zone: string): Promise<readonly AssetCopy[]> {
  const facts = placeFacts(path);
  if (facts === undefined) return [];
  const real = realPlace(path);
  const lies = await zoneOfPath(workspace, path);
  const wrong = [
    ...(lies === zone
      ? []
      : [lies === undefined ? 'a folder of a zone' : `a folder of its own zone: this one is of ${lies}`]),
    ...(facts.openBits === undefined ? [] : [`closed permissions: others than its owner have ${facts.openBits}`]),
    ...(facts.otherNames === 0 ? [] : [`a single name: it has ${facts.otherNames} more (hard links)`]),
  ];
  const place = real === path ? path : `${path} -> ${real}`;
  return [{ kind: 'working', place, lacks: [encrypted, decided, ...wrong], isFinding: wrong.length > 0 }];
}

function foundCopies(files: readonly FoundFile[]): readonly AssetCopy[] {
  return files.map(({ path, keysBeside }) => ({
    kind: 'found',
    place: path,
    lacks: [encrypted, decided, ...(keysBeside ? ['keys that are kept apart from it'] : [])],
    isFinding: true,
  }));
}

/** What left the store on record: read out, exported, released. */
async function handedOut(workspace: Workspace, asset: Sha256): Promise<readonly AssetCopy[]> {
  const reader = await StatementReader.open(workspace);
  const copies: AssetCopy[] = [];
  for (const { standing, logIndex, at, kind } of await statementsOf(reader.index, asset, 0)) {
    if (standing !== 'verified' || (kind !== accessEvent.kind && kind !== release.kind)) continue;
    const statement = await reader.read(logIndex);
    if (isOfKind(statement, accessEvent)) {
      const { action, decision, actor } = statement.body;
      if (decision !== 'allow' || (action !== 'read' && action !== 'export')) continue;
      const place = `${actor}, ${action} at ${at}`;
      copies.push({ kind: 'handed-out', place, lacks: [encrypted, decided, verified], isFinding: false });
    } else if (isOfKind(statement, release)) {
      const { system, version, channel } = statement.body;
      const place = `${system} ${version} on ${channel}`;
      copies.push({ kind: 'released', place, lacks: [encrypted, decided], isFinding: false });
    }
  }
  return copies;
}

/** Said every time, so that nobody takes an empty list for all there is. */
const neverCovered: readonly string[] = [
  'screenshots, prints and copies made by hand',
  'caches, crash dumps and swap of the programs that read it',
  'notebooks, experiment trackers and assistants that rows were pasted into',
  'other machines, and folders that were not named',
];
