// The parts that the command has: all attacks, the scan as its users get it, and every detector by itself on features of a network that
// learns from the planted data; without an engine on raw features.
import { detectors } from '#checks/dataset/detectors/detectors.generated';
import type { DataSet } from '#core/dataset/data-set';
import { NumericError } from '#core/errors';
import { openEngine } from '#jobs/engines/open-engine';
import { attacks } from '#transforms/plant/attacks.generated';
import { detectorCode } from '../detector-code.generated.ts';
import { scanDataSet } from '../scan-data.ts';
import type { LabParts } from './lab-parts.ts';
import { proxyFeatures, rawOnly } from './proxy-features.ts';

/** @param alone - measures every detector by itself beside the scan as a whole */
export async function labPartsHere(path: string, kind: DataSet['kind'], alone: boolean): Promise<LabParts> {
  const engine = alone ? await engineHere() : undefined;
  return {
    attacks,
    code: detectorCode[kind],
    detectors: alone ? detectors : [],
    scan: (set, seed) => scanDataSet(set, { path, seed }),
    features: engine === undefined ? rawOnly : proxyFeatures,
    featuresFrom:
      engine === undefined
        ? 'raw features, because there is no engine to train a network with'
        : `the layer before the last of a small network that learnt from the planted data (${engine})`,
  };
}

async function engineHere(): Promise<string | undefined> {
  try {
    const { name, version } = await openEngine({ threads: 1 });
    return `${name} ${version}`;
  } catch (error) {
    if (error instanceof NumericError && error.code === 'NUMERIC_ENGINE_MISSING') return undefined;
    throw error;
  }
}
