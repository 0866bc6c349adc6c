// What is said about an asset, and what it consists of.
import type { Verified } from '#attest/verified';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { bodyOf } from './body-of.ts';
import type { Known } from './known.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

export function foldAsset(entry: LoggedEntry, statement: Verified, known: Known, rows: Rows): void {
  const body = bodyOf(statement, assetManifest);
  const asset = statement.subjects[0]?.sha256;
  if (body === undefined || asset === undefined) return;
  const log_index = entry.index;
  rows.add('asset', {
    log_index,
    asset,
    kind: body.kind,
    name: body.name,
    url: body.origin?.url ?? null,
    revision: body.origin?.revision ?? null,
    supplier: body.origin?.supplier ?? null,
    owner: body.owner ?? null,
    licence: body.licence ?? null,
    sensitivity: body.sensitivity ?? null,
    ip_class: body.ipClass ?? null,
    size: body.bytes,
    entries: body.entries,
  });
  for (const [position, { place, device, region }] of body.locations.entries()) {
    rows.add('location', { log_index, position, place, device: device ?? null, region: region ?? null });
  }
  foldEntries(entry, asset, known, rows);
}

function foldEntries({ index, manifest }: LoggedEntry, asset: string, known: Known, rows: Rows): void {
  if (manifest === undefined || known.listed.has(asset)) return;
  known.listed.add(asset);
  for (const [position, one] of manifest.entries.entries()) {
    const file = one.type === 'file' ? { size: one.size, sha256: one.sha256 } : { size: null, sha256: null };
    rows.add('asset_entry', { log_index: index, position, type: one.type, path: one.path, ...file });
  }
}
