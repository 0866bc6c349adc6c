// The parts that the command has: all attacks, the scan as its users get it, and every detector by itself on features without a model.
import { detectors } from '#checks/dataset/detectors/detectors.generated';
import { attacks } from '#transforms/plant/attacks.generated';
import { scanDataSet } from '../scan-data.ts';
import type { LabParts } from './lab-parts.ts';
import { rawFeatures } from './raw-features.ts';

/** @param alone - measures every detector by itself beside the scan as a whole */
export function labPartsHere(path: string, alone: boolean): LabParts {
  return {
    attacks,
    detectors: alone ? detectors : [],
    scan: (set, seed) => scanDataSet(set, { path, seed }),
    features: rawFeatures,
  };
}
