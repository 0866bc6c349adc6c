// The report of `assay pin`, as data. JSON writes it as it is.
import type { PinCounts } from './pin.ts';

export interface PinReport {
  readonly schema: 'assay.pin/1';
  /** Path of the list of addresses. */
  readonly list: string;
  /** Path of the pins. */
  readonly pins: string;
  readonly counts: PinCounts;
}
