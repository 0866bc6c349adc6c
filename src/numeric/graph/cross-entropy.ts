// The loss of a classifier.
import type { Builder } from './graph.ts';

export interface Loss {
  /** Mean over the batch, a scalar. */
  readonly mean: string;
  /** Per example, shape [n], before weighing. */
  readonly each: string;
}

/**
 * Softmax cross-entropy: -log of the probability of the right class.
 * @param logits - shape [n, classes]
 * @param labels - class per example, int64, shape [n]
 * @param weights - weight per example, float32, shape [n]; the mean is sum(weight x loss) / n
 */
export function crossEntropy(g: Builder, logits: string, labels: string, classes: number, weights?: string): Loss {
  const logarithms = g.op('LogSoftmax', [logits], { axis: -1 });
  const range = g.op('Concat', [g.float(0, [1]), g.float(1, [1])], { axis: 0 });
  const right = g.op('OneHot', [labels, g.integer(classes), range], { axis: -1 });
  const chosen = g.op('Mul', [logarithms, right]);
  const each = g.op('Neg', [g.op('ReduceSum', [chosen, g.integers([1])], { keepdims: 0 })]);
  const weighed = weights === undefined ? each : g.op('Mul', [each, weights]);
  return { mean: g.op('ReduceMean', [weighed], { keepdims: 0 }), each };
}
