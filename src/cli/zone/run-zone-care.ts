// What the commands do that look after zones: folders, keys, copies, retention and reviews; loaded when one is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { settleAssets } from '#flow/zones/settle-all';
import { listZoneKeys, sealZoneKey } from '#flow/zones/zone-keys';
import { type AssetParity, zoneParity } from '#flow/zones/zone-parity';
import { changePlace, listPlaces } from '#flow/zones/zone-places';
import { reviewZone } from '#flow/zones/zone-profile';
import { zoneRetention } from '#flow/zones/zone-retention';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';
import { profileText } from './run-zone.ts';

export interface PlacesFlags extends SigningFlags {
  readonly why?: string;
}

export interface KeysFlags extends SigningFlags {
  readonly recipient?: readonly string[];
}

export interface ParityFlags extends SigningFlags {
  readonly backup?: readonly string[];
}

export interface ReviewFlags extends SigningFlags {
  readonly change: readonly string[];
}

/** @throws {AssayError} USAGE, ZONE_PLACE, ZONE_UNKNOWN and what the flow throws */
export async function runZonePlaces(
  this: AssayContext,
  flags: PlacesFlags,
  ...words: readonly string[]
): Promise<void> {
  const [zone, action, folder] = words;
  const isChange = (action === 'add' || action === 'remove') && zone !== undefined && folder !== undefined;
  if (words.length > 0 && !isChange)
    throw new AssayError('USAGE', 'assay zone places, or assay zone places ZONE add|remove FOLDER');
  const list = await withWorkspace(this, flags, (workspace) =>
    isChange
      ? changePlace(workspace, action, zone, folder, flags.why ?? `${action} a folder of ${zone}`)
      : listPlaces(workspace),
  );
  const rows = list.places.map((one) => [
    one.zone,
    escapeInvisible(one.device),
    escapeInvisible(one.folder),
    one.since.slice(0, 10),
  ]);
  const lines =
    rows.length === 0
      ? ['No folder belongs to a zone; assay zone places ZONE add FOLDER says that one does.']
      : columns(['ZONE', 'MACHINE', 'FOLDER', 'SINCE'], rows, textStyleOf(this.process, undefined));
  answer(this, flags.json, list, lines);
}

/** @throws {AssayError} USAGE, ZONE_UNKNOWN and what the flow throws */
export async function runZoneKeys(this: AssayContext, flags: KeysFlags, zone?: string): Promise<void> {
  const { recipient = [] } = flags;
  if ((zone === undefined) !== (recipient.length === 0))
    throw new AssayError('USAGE', 'assay zone keys, or assay zone keys ZONE --recipient age1...');
  const list = await withWorkspace(this, flags, (workspace) =>
    zone === undefined ? listZoneKeys(workspace) : sealZoneKey(workspace, zone, recipient),
  );
  const rows = list.keys.map((one) => [one.zone, one.state, escapeInvisible(one.path)]);
  answer(this, flags.json, list, columns(['ZONE', 'KEY', 'FILE'], rows, textStyleOf(this.process, undefined)));
}

/** @throws {AssayError} what the flow throws */
export async function runZoneSettle(this: AssayContext, flags: SigningFlags, asset?: string): Promise<void> {
  const settled = await withWorkspace(this, flags, (workspace) => settleAssets(workspace, asset));
  const { assets, blobs, bytes, cleared, problems } = settled;
  answer(this, flags.json, settled, [
    `${formatCount(assets, 'asset')} in place; ${formatCount(blobs, 'blob')} (${formatBytes(bytes)}) sealed anew, ${formatCount(cleared, 'copy', 'copies')} destroyed elsewhere`,
    ...problems.map((one) => `  ${one.asset.slice(0, 12)}  ${escapeInvisible(one.message)}`),
  ]);
  if (problems.length > 0) this.answer = exitCodes.couldNotTell;
}

/** @throws {AssayError} what the flow throws */
export async function runZoneParity(this: AssayContext, flags: ParityFlags): Promise<void> {
  const parity = await withWorkspace(this, flags, (workspace) => zoneParity(workspace, flags.backup ?? []));
  answer(this, flags.json, parity, [
    `Measured by the copy in its zone: ${parity.measure.join(', ')}.`,
    ...parity.assets.flatMap(parityLines),
    '',
    `${formatCount(parity.findings, 'copy', 'copies')} that somebody has to look after. Not looked at:`,
    ...parity.notCovered.map((one) => `  ${escapeInvisible(one)}`),
  ]);
  if (parity.findings > 0) this.answer = exitCodes.no;
}

function parityLines({ label, sensitivity, zone, copies }: AssetParity): readonly string[] {
  return [
    '',
    `${escapeInvisible(label)}  ${sensitivity ?? 'unlabelled, counts as restricted'}  in ${zone}`,
    ...copies.map(
      ({ kind, place, lacks, isFinding }) =>
        `  ${isFinding ? '!' : ' '} ${kind}  ${escapeInvisible(place)}${lacks.length === 0 ? '' : `  lacks ${escapeInvisible(lacks.join(', '))}`}`,
    ),
  ];
}

/** @throws {AssayError} what the flow throws */
export async function runZoneRetention(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const retention = await withWorkspace(this, flags, zoneRetention);
  const rows = retention.due.map(({ asset, references, zone, dueAt, atEnd }) => [
    escapeInvisible(references.join(' ') || asset.slice(0, 12)),
    zone,
    dueAt.slice(0, 10),
    atEnd,
  ]);
  const lines =
    rows.length === 0
      ? ['Nothing lies longer in a zone than it is to.']
      : columns(['ASSET', 'ZONE', 'DUE', 'AT THE END'], rows, textStyleOf(this.process, undefined));
  answer(this, flags.json, retention, lines);
  if (rows.length > 0) this.answer = exitCodes.no;
}

/** @throws {AssayError} ZONE_UNKNOWN and what the flow throws */
export async function runZoneReview(this: AssayContext, flags: ReviewFlags, zone: string): Promise<void> {
  const reviewed = await withWorkspace(this, flags, (workspace) => reviewZone(workspace, zone, flags.change));
  answer(this, flags.json, reviewed, [
    `${reviewed.zone}: ${profileText(reviewed.profile)}, recorded as ${reviewed.statement.slice(0, 12)}`,
  ]);
}
