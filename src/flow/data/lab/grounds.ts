// What statements about a search rest on, under the names by which a later one replaces it.
import type { DataLab } from '#core/dataset/data-lab';
import { parseSha256, type Sha256 } from '#core/digest';
import type { NamedDigest } from '#predicates/named-digest';
import { thresholdsDigest, thresholdsOf } from '../apply-thresholds.ts';
import { wholeScan } from './lab-run.ts';

/** One name for all data of a kind: with other detectors every earlier search has to be done again. */
export function codeOf(kind: string, code: string): NamedDigest {
  return { name: `detectors of ${kind}`, sha256: parseSha256(code) };
}

/** One name per data set. */
export function chosenFor(asset: Sha256, lab: DataLab): NamedDigest {
  const scan = lab.detectors.find(({ id }) => id === wholeScan);
  const thresholds = thresholdsOf(lab) ?? { filter: 2, alert: 2 };
  return { name: `thresholds for ${asset}`, sha256: thresholdsDigest(thresholds, scan?.digest ?? '') };
}
