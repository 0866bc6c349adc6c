// What the plain engine has to know of an operator: one function.
import type { GraphNode } from '../../graph/graph.ts';
import type { Value } from './array.ts';

/** Inputs that are left out are undefined. */
export type Kernel = (node: GraphNode, inputs: readonly (Value | undefined)[]) => readonly Value[];

export type Kernels = Readonly<Record<string, Kernel>>;

/** The input at a place. @throws {Error} when it is left out, which the operator does not allow */
export function given(inputs: readonly (Value | undefined)[], place: number): Value {
  const value = inputs[place];
  if (value === undefined) throw new Error(`input ${place} is missing`);
  return value;
}
