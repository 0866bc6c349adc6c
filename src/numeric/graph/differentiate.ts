// Reverse-mode differentiation of a graph: adds to it the nodes that compute the gradients.
import { NumericError } from '#core/errors';
import type { GraphNode } from './graph.ts';
import { type GraphBuilder, operatorOf } from './graph-builder.ts';

/**
 * Adds the gradient of a sum of values, each weighed by a value of its shape.
 * @param g - a graph whose nodes stand in the order they run; it is added to
 * @param roots - values that the differentiated number is made of, with the gradient of it by each
 * @param to - the values to differentiate to
 * @returns for each of `to` the name of its gradient; absent where the roots do not depend on it
 * @throws {NumericError} NUMERIC_OPERATOR when an operator on the way has no rule; its name is the value of the error.
 * Never is a part of a gradient left out silently.
 * @source Griewank, Walther 2008 (Evaluating Derivatives), section 3.2
 */
export function differentiate(
  g: GraphBuilder,
  roots: ReadonlyMap<string, string>,
  to: readonly string[],
): ReadonlyMap<string, string> {
  const nodes = [...g.nodes];
  const reached = reachedFrom(nodes, new Set(to));
  const gradients = new Map(roots);
  for (const node of nodes.reverse()) addGradients(g, node, reached, gradients);
  return new Map(to.flatMap((name) => entryOf(name, gradients.get(name))));
}

/** All values that depend on one of `from`. */
function reachedFrom(nodes: readonly GraphNode[], from: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set(from);
  for (const node of nodes) {
    const depends = node.inputs.some((input) => reached.has(input)) || node.captures?.some((name) => reached.has(name));
    if (depends === true) for (const output of node.outputs) reached.add(output);
  }
  return reached;
}

function addGradients(
  g: GraphBuilder,
  node: GraphNode,
  reached: ReadonlySet<string>,
  gradients: Map<string, string>,
): void {
  const dys = node.outputs.map((name) => (reached.has(name) ? gradients.get(name) : undefined));
  if (dys.every((dy) => dy === undefined)) return;
  const rule = node.domain === '' && node.captures === undefined ? operatorOf(node.type)?.gradient : undefined;
  if (rule === undefined) throw withoutRule(node);
  const [dy] = dys;
  if (node.type !== 'Split' && (dy === undefined || dys.filter((one) => one !== undefined).length > 1)) {
    throw withoutRule(node, 'more than its first output is used');
  }
  const wanted = node.inputs.map((input) => reached.has(input));
  const found = rule({ g, node, inputs: node.inputs, output: node.outputs[0] ?? '', dy: dy ?? '', dys, wanted });
  node.inputs.forEach((input, index) => {
    const gradient = found[index];
    if (wanted[index] !== true || gradient === undefined) return;
    const before = gradients.get(input);
    gradients.set(input, before === undefined ? gradient : g.op('Add', [before, gradient]));
  });
}

function withoutRule(node: GraphNode, why = 'there is no rule for its gradient'): NumericError {
  const name = node.domain === '' ? node.type : `${node.domain}::${node.type}`;
  return new NumericError('NUMERIC_OPERATOR', `the graph has the operator ${name}: ${why}`, { value: name });
}

function entryOf(name: string, gradient: string | undefined): readonly (readonly [string, string])[] {
  return gradient === undefined ? [] : [[name, gradient]];
}
