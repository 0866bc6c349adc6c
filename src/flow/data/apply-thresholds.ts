// Thresholds that were found by experiment in these data, in place of those that the detectors come with.

import { canonicalJson } from '#core/canonical-json';
import type { DataLab } from '#core/dataset/data-lab';
import type { FlaggedRow, ScanThresholds } from '#core/dataset/data-scan';
import { type Sha256, sha256 } from '#core/digest';
import { wholeScan } from './lab/lab-run.ts';
import { scoreScale } from './lab/score-counts.ts';

/** The scores from which a row is set aside, or shown. */
export interface Thresholds {
  readonly filter: number;
  readonly alert: number;
}

export interface Decided {
  readonly rows: readonly FlaggedRow[];
  /** Rows that score less than what is shown. */
  readonly leftOut: number;
  /** Rows whose decision is another one than the detectors had taken. */
  readonly changed: number;
}

/**
 * Undefined where the lab did not measure the scan as a whole, and where it flagged rows of the data as they are.
 * ATTACKER: rows that were planted before the lab ran count as good rows there, so thresholds that spare good rows would spare them.
 */
export function thresholdsOf({ detectors, unplanted }: DataLab): Thresholds | undefined {
  if (unplanted.alerted.hits > 0 || unplanted.filtered.hits > 0 || unplanted.declaredClasses > 0) return undefined;
  const scan = detectors.find(({ id }) => id === wholeScan);
  return scan === undefined ? undefined : { filter: scan.filter.threshold, alert: scan.alert.threshold };
}

/** Two calibrations that agree on the thresholds and on what they hold for have the same digest. */
export function thresholdsDigest({ filter, alert }: Thresholds, scan: string): Sha256 {
  return sha256(new TextEncoder().encode(canonicalJson({ scan, filter, alert })));
}

/** Every flagged row is decided anew by its score. What scores less than `alert` is left out, and counted. */
export function applyThresholds(rows: readonly FlaggedRow[], { filter, alert }: Thresholds): Decided {
  const decided = rows.flatMap((row): FlaggedRow[] => {
    const score = measuredScore(row.score);
    if (score >= filter) return [{ ...row, decision: 'filter' }];
    return score >= alert ? [{ ...row, decision: 'alert' }] : [];
  });
  const before = new Map(rows.map(({ row, decision }) => [row, decision]));
  const changed = decided.filter(({ row, decision }) => before.get(row) !== decision).length;
  return { rows: decided, leftOut: rows.length - decided.length, changed };
}

/** As the lab counts scores: what is flagged at all counts as more than what is not. */
export function measuredScore(score: number): number {
  return Math.min(1, Math.max(scoreScale[0] ?? 0, score));
}

/** What the report says of them. */
export function describeThresholds(
  thresholds: Thresholds | undefined,
  { leftOut, changed }: Omit<Decided, 'rows'>,
  calibration: string,
): ScanThresholds {
  if (thresholds === undefined) return { from: 'detectors' };
  return { from: 'calibration', calibration, ...thresholds, leftOut, changed };
}
