// What the commands of `assay zone` do; loaded when one is called.
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { listZones } from '#flow/zones/list-zones';
import { type ShownZone, showZone } from '#flow/zones/show-zone';
import type { ZoneProfile } from '#flow/zones/zone-profile';
import type { ZoneStoreState } from '#flow/zones/zone-store-state';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { WorkspaceFlags } from '../workspace/workspace-flags.ts';

/** @throws {AssayError} what the flow throws */
export async function runZoneList(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const list = await withWorkspace(this, flags, listZones);
  const rows = list.zones.map(({ name, area, assets, store }) => [
    escapeInvisible(name),
    area === name ? '-' : area,
    String(assets),
    storeText(store),
  ]);
  answer(
    this,
    flags.json,
    list,
    columns(['ZONE', 'AREA', 'ASSETS', 'STORE'], rows, textStyleOf(this.process, undefined)),
  );
}

/** @throws {AssayError} ZONE_UNKNOWN and what the flow throws */
export async function runZoneShow(this: AssayContext, flags: WorkspaceFlags, name: string): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showZone(workspace, name));
  const { stringify } = await import('yaml');
  const style = textStyleOf(this.process, undefined);
  answer(this, flags.json, shown, [
    stringify(shown.zone, { lineWidth: 120 }).trimEnd(),
    '',
    ...(shown.problem === undefined ? [] : [`closed: ${escapeInvisible(shown.problem)}`]),
    `store: ${storeText(shown.store)}`,
    `profile: ${profileText(shown.profile)}`,
    ...assetLines(shown, style),
  ]);
  const isStale = shown.profile.state === 'overdue' || shown.profile.state === 'changed';
  if (isStale || shown.problem !== undefined) this.answer = exitCodes.couldNotTell;
}

export function profileText({ state, dueBy, reviewer, reviewedAt }: ZoneProfile): string {
  const last =
    reviewer === undefined ? 'nobody has reviewed it yet' : `${escapeInvisible(reviewer)} reviewed it at ${reviewedAt}`;
  if (state === 'changed') return `stale: it is another than was reviewed; ${last}`;
  return state === 'overdue' ? `stale: its review was due by ${dueBy}; ${last}` : `${last}; due by ${dueBy}`;
}

function assetLines({ assets, refused }: ShownZone, style: ReturnType<typeof textStyleOf>): readonly string[] {
  const rows = assets.map(({ label, since, decision, until }) => [
    escapeInvisible(label),
    since.slice(0, 16).replace('T', ' '),
    decision?.slice(0, 12) ?? '-',
    until === undefined ? '-' : `an exception, until ${until}`,
  ]);
  const lines =
    rows.length === 0 ? ['Nothing lies in it.'] : columns(['ASSET', 'SINCE', 'DECISION', 'REMARK'], rows, style);
  const doubts = refused.map(
    ({ label, logIndex, why }) => `  statement ${logIndex} about ${escapeInvisible(label)}: ${escapeInvisible(why)}`,
  );
  return ['', ...lines, ...(doubts.length === 0 ? [] : ['', 'placements that do not count:', ...doubts])];
}

export function storeText(store: ZoneStoreState): string {
  if (store.state === 'empty') return 'nothing was ever put into it';
  if (store.state === 'closed') return `closed: ${escapeInvisible(store.message)}`;
  return `${formatCount(store.blobs, 'blob')}, ${formatBytes(store.bytes)}`;
}
