// What the graph has to know of an ONNX operator: one file of operators/ each. The list of them is generated, and serves
// graphs that are built here and graphs of users alike.
import { NumericError } from '#core/errors';
import type { Builder, GraphNode, Shape } from './graph.ts';

export interface Operator {
  /** The name in ONNX: `Conv`. */
  readonly type: string;
  /**
   * Shapes of the outputs from those of the inputs. Absent or undefined: not known, and gradients take the way that
   * asks for shapes at run time.
   * @throws {NumericError} NUMERIC_SHAPE when the inputs do not fit together
   */
  readonly shapes?: (
    node: GraphNode,
    inputs: readonly (Shape | undefined)[],
    g: Builder,
  ) => readonly (Shape | undefined)[];
  /**
   * Adds the nodes that give the gradient of each wanted input. Absent: nothing can be differentiated through the
   * operator, because its output is no continuous number.
   * @throws {NumericError} NUMERIC_OPERATOR for a form of the operator that has no rule
   */
  readonly gradient?: (call: GradientCall) => readonly (string | undefined)[];
}

export interface GradientCall {
  readonly g: Builder;
  readonly node: GraphNode;
  readonly inputs: readonly string[];
  /** The first output, and its gradient. */
  readonly output: string;
  readonly dy: string;
  /** Gradients of all outputs; only `Split` is asked for more than the first. */
  readonly dys: readonly (string | undefined)[];
  /** Per input: does a value that is differentiated to lie behind it? */
  readonly wanted: readonly boolean[];
}

/** @throws {NumericError} NUMERIC_OPERATOR always: a form of an operator that the rule does not cover */
export function unsupported(node: GraphNode, what: string): never {
  throw new NumericError('NUMERIC_OPERATOR', `${node.type}: ${what}`, { value: node.type });
}
