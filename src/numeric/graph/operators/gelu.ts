// Gelu (operator of version 20): x Phi(x), or with `approximate = tanh` the form with a hyperbolic tangent.
// Source: Hendrycks, Gimpel 2016 (1606.08415).
import type { Builder } from '../graph.ts';
import { textOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Gelu',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, inputs: [x = ''], dy }) => [
    g.op('Mul', [dy, textOf(node, 'approximate', 'none') === 'tanh' ? slopeOfTanhForm(g, x) : slope(g, x)]),
  ],
};

/** x Phi(x) of operators that all versions know; differentiated piece by piece. */
export function gelu(g: Builder, x: string): string {
  return g.op('Mul', [x, distribution(g, x)]);
}

/** Phi(x) = (1 + erf(x / sqrt 2)) / 2. */
function distribution(g: Builder, x: string): string {
  const erf = g.op('Erf', [g.op('Mul', [x, g.float(Math.SQRT1_2)])]);
  return g.op('Mul', [g.op('Add', [erf, g.float(1)]), g.float(0.5)]);
}

/** Phi(x) + x phi(x). */
function slope(g: Builder, x: string): string {
  const bell = g.op('Exp', [g.op('Mul', [g.op('Mul', [x, x]), g.float(-0.5)])]);
  const density = g.op('Mul', [g.op('Mul', [x, bell]), g.float(1 / Math.sqrt(2 * Math.PI))]);
  return g.op('Add', [distribution(g, x), density]);
}

/** Of x (1 + t) / 2 with t = tanh(c (x + a x^3)): (1 + t) / 2 + x (1 - t^2) c (1 + 3 a x^2) / 2. */
function slopeOfTanhForm(g: Builder, x: string): string {
  const c = Math.sqrt(2 / Math.PI);
  const a = 0.044715;
  const square = g.op('Mul', [x, x]);
  const inner = g.op('Mul', [x, g.op('Add', [g.float(c), g.op('Mul', [square, g.float(c * a)])])]);
  const t = g.op('Tanh', [inner]);
  const first = g.op('Mul', [g.op('Add', [t, g.float(1)]), g.float(0.5)]);
  const inside = g.op('Add', [g.float(c / 2), g.op('Mul', [square, g.float(1.5 * c * a)])]);
  const steep = g.op('Sub', [g.float(1), g.op('Mul', [t, t])]);
  return g.op('Add', [first, g.op('Mul', [g.op('Mul', [x, steep]), inside])]);
}
