// What a rule over the audit found, as it is answered and recorded.
import type { Sha256 } from '#core/digest';
import type { Anomaly } from '#monitor/anomalies/anomaly-rule';

export interface FoundAnomaly extends Omit<Anomaly, 'asset'> {
  readonly rule: string;
  readonly asset?: Sha256;
  /** How many more entries there are than `entries` lists. */
  readonly entriesLeftOut: number;
  /** Statement that says so, made now or before. */
  readonly recorded?: Sha256;
}
