// The parts that the command has: all attacks, the scan as its users get it, and every detector by itself on features of a network that
// learns from the planted data; without an engine on raw features.
import { detectors } from '#checks/dataset/detectors/detectors.generated';
import type { DataSet } from '#core/dataset/data-set';
import { sha256 } from '#core/digest';
import { NumericError } from '#core/errors';
import { openEngine } from '#jobs/engines/open-engine';
import { attacks } from '#transforms/plant/attacks.generated';
import { detectorCode } from '../detector-code.generated.ts';
import { scanDataSet } from '../scan-data.ts';
import type { LabParts } from './lab-parts.ts';
import { learnAndAsk } from './learnt-accuracy.ts';
import { proxyFeatures, rawOnly } from './proxy-features.ts';

export interface LabPartsOptions {
  /** Measures every detector by itself beside the scan as a whole. */
  readonly alone: boolean;
  /** Bytes of an ONNX model that the scan asks. */
  readonly model?: Uint8Array;
  /** Trains on planted and on cleaned data, to see what that does to the accuracy. */
  readonly accuracy: boolean;
}

export async function labPartsHere(
  path: string,
  kind: DataSet['kind'],
  { alone, model, accuracy }: LabPartsOptions,
): Promise<LabParts> {
  const engine = alone || accuracy ? await engineHere() : undefined;
  return {
    attacks,
    code: detectorCode[kind],
    detectors: alone ? detectors : [],
    // Without an engine there is nothing that could learn from pictures.
    ...(accuracy && (kind !== 'images' || engine !== undefined) ? { accuracy: learnAndAsk } : {}),
    scan: (set, seed) => scanDataSet(set, { path, seed, ...(model === undefined ? {} : { model }) }),
    ...(model === undefined ? {} : { model: sha256(model) }),
    features: engine === undefined || !alone ? rawOnly : proxyFeatures,
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
