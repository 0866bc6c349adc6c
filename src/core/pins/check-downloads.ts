// Do these files hold what was pinned? By content alone: downloaders name files as they like.
import type { Sha256 } from '../digest.ts';
import * as limits from '../limits.ts';
import { PinCounter } from './count-pins.ts';
import type { DownloadCheck, MissingDownload } from './download-check.ts';
import type { Pin } from './pin.ts';

/**
 * @param files - path and digest of every file of the folder
 * @param names.mostListed - of each kind; `limits.rowChanges` when absent
 */
export function checkDownloads(
  pins: Iterable<Pin>,
  files: readonly { readonly path: string; readonly sha256: Sha256 }[],
  names: { readonly pins: string; readonly folder: string; readonly mostListed?: number },
): DownloadCheck {
  const most = names.mostListed ?? limits.rowChanges.value;
  const held = new Map(files.map(({ sha256 }) => [sha256, false]));
  const pinned = new PinCounter();
  const counts = { same: 0, missing: 0, unpinned: 0, unknown: 0 };
  const missing: MissingDownload[] = [];
  for (const pin of pins) {
    pinned.add(pin);
    const { row, url, sighting } = pin;
    if (sighting.state !== 'content') counts.unpinned += 1;
    else if (held.has(sighting.sha256)) {
      held.set(sighting.sha256, true);
      counts.same += 1;
    } else {
      counts.missing += 1;
      if (missing.length < most) missing.push({ row, url, sha256: sighting.sha256 });
    }
  }
  const unknown = files.filter(({ sha256 }) => held.get(sha256) === false);
  counts.unknown = unknown.length;
  const failed = counts.missing + counts.unknown > 0;
  return {
    schema: 'assay.download-check/1',
    outcome: failed ? 'fail' : counts.unpinned > 0 || counts.same === 0 ? 'inconclusive' : 'pass',
    pins: names.pins,
    folder: names.folder,
    counts,
    pinned: pinned.counts,
    missing,
    unknown: unknown.slice(0, most).map(({ path, sha256 }) => ({ path, sha256 })),
    unlisted: counts.missing - missing.length + Math.max(0, unknown.length - most),
  };
}
