// What `assay data scan` is told.
import type { SigningFlags } from '../workspace/workspace-flags.ts';
import type { DataFlags } from './data-flags.ts';

export interface DataScanFlags extends DataFlags, SigningFlags {
  readonly record?: boolean;
  readonly output?: string;
  readonly page?: string;
  readonly calibration?: string;
  readonly model?: string;
  readonly against?: string;
  readonly fresh?: boolean;
  readonly seed?: number;
}
