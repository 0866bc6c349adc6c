// What is known of the quality of a set of pictures.
import type { PictureProperties } from '#checks/dataset/images/picture-properties';
import type { QualityFinding } from '#core/dataset/data-scan';
import type { ScaledPictures } from './scan-for-scaling.ts';

/** Two pictures that are the same or nearly so, by row; of a leak the second row is one of the other set. */
export interface AlikePair {
  readonly rows: readonly [number, number];
  /** Correlation of all pixels; 1 where they are equal. */
  readonly correlation: number;
}

export interface ImageQuality {
  readonly findings: readonly QualityFinding[];
  /** Rows with equal pixels. */
  readonly repeated: readonly (readonly number[])[];
  /** Nearly equal ones, without those that are equal. */
  readonly near: readonly AlikePair[];
  /** Equal or nearly equal, with different labels; the most alike first. */
  readonly conflicts: readonly AlikePair[];
  readonly leaks: readonly AlikePair[];
  readonly properties: PictureProperties;
  readonly scaling: ScaledPictures;
  /** What was not looked at. */
  readonly limitations: readonly string[];
}
