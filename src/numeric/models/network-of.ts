// A network by its description, which can be sent to a worker and stands in provenance.
import { convolutionalNet } from './convolutional-net.ts';
import { logisticRegression } from './logistic-regression.ts';
import { multilayerPerceptron } from './multilayer-perceptron.ts';
import type { Network, NetworkSpec } from './network.ts';
import { randomFeatures } from './random-features.ts';

/** @throws {NumericError} NUMERIC_RANGE, NUMERIC_SHAPE for sizes that make no network */
export function networkOf(spec: NetworkSpec): Network {
  switch (spec.kind) {
    case 'convolutional-net':
      return convolutionalNet(spec);
    case 'multilayer-perceptron':
      return multilayerPerceptron(spec);
    case 'logistic-regression':
      return logisticRegression(spec);
    case 'random-features':
      return randomFeatures(spec);
  }
}
