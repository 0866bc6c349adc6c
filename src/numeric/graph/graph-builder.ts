// Builds a graph node by node. Values are names; what is known of their shapes is kept beside them.
import { NumericError } from '#core/errors';
import type { Tensor } from '../engine/engine.ts';
import { encodeModel } from './encode-model.ts';
import {
  type Attributes,
  type Builder,
  type ElementType,
  type Graph,
  type GraphNode,
  type Initializer,
  ownPrefix,
  type Port,
  type Shape,
} from './graph.ts';
import type { Operator } from './operator.ts';
import { operators } from './operators.generated.ts';

/** Nodes may be added by hand, by models and by `differentiate`; `encode` gives the ONNX bytes. */
export class GraphBuilder implements Builder {
  readonly opset: number;
  readonly nodes: GraphNode[] = [];
  readonly #graph: Graph;
  readonly #initializers: Initializer[] = [];
  readonly #inputs: Port[] = [];
  readonly #outputs: Port[] = [];
  readonly #shapes = new Map<string, Shape>();
  readonly #integers = new Map<string, readonly number[]>();
  readonly #constants = new Map<string, string>();
  /** Names in use. */
  readonly #names = new Set<string>();
  #counter = 0;

  /** @param graph - a graph to go on from; absent: an empty one */
  constructor(graph: Graph = { opset: 17, nodes: [], initializers: [], inputs: [], outputs: [] }) {
    this.#graph = graph;
    this.opset = graph.opset;
    for (const port of graph.inputs) this.#declare(port);
    for (const initializer of graph.initializers) this.keep(initializer);
    for (const node of graph.nodes) this.append(node);
  }

  /**
   * Declares an input of the graph.
   * @throws {NumericError} NUMERIC_MODEL when the name is taken
   */
  input(name: string, type: ElementType, dims: Shape): string {
    if (this.#names.has(name)) throw new NumericError('NUMERIC_MODEL', `two values are named ${name}`);
    this.#declare({ name, type, dims });
    return name;
  }

  /** Gives a value out of the graph under a name of its own. Without `dims` nothing is said of its shape. */
  output(value: string, name: string, type: ElementType, dims: Shape | undefined): void {
    if (name !== value) {
      this.#names.add(name);
      this.nodes.push({ type: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: {} });
    }
    this.#outputs.push(dims === undefined ? { name, type, dims: [], ranked: false } : { name, type, dims });
  }

  readonly op = (type: string, inputs: readonly string[], attributes: Attributes = {}): string =>
    this.ops(type, inputs, attributes, 1)[0] ?? '';

  readonly ops = (
    type: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs: number,
  ): readonly string[] => {
    const names = Array.from({ length: outputs }, () => this.#fresh(type));
    this.append({ type, domain: '', inputs, outputs: names, attributes });
    return names;
  };

  readonly append = (node: GraphNode): void => {
    for (const name of node.outputs) this.#names.add(name);
    this.nodes.push(node);
    const [first = ''] = node.outputs;
    if (node.constant !== undefined) this.#know(first, node.constant.dims, node.constant.integers);
    const rule = node.domain === '' ? operatorOf(node.type) : undefined;
    const shapes = rule?.shapes?.(
      node,
      node.inputs.map((input) => this.#shapes.get(input)),
      this,
    );
    shapes?.forEach((shape, index) => {
      const name = node.outputs[index];
      if (shape !== undefined && name !== undefined) this.#shapes.set(name, shape);
    });
  };

  readonly keep = (initializer: Initializer): void => {
    const { name } = initializer;
    this.#initializers.push(initializer);
    this.#names.add(name);
    if ('encoded' in initializer) this.#know(name, initializer.dims, initializer.integers);
    else {
      const { dims, type, data } = initializer.tensor;
      this.#know(name, dims, type === 'int64' ? Array.from(data, Number) : undefined);
    }
  };

  readonly secondOutput = (node: GraphNode): string => {
    const given = node.outputs[1];
    if (given !== undefined && given !== '') return given;
    const name = this.#fresh(node.type);
    node.outputs[1] = name;
    return name;
  };

  readonly float = (value: number, dims: readonly number[] = []): string =>
    this.#constant({ type: 'float32', dims, data: new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(value) });

  readonly integers = (values: readonly number[]): string =>
    this.#constant({ type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) });

  readonly integer = (value: number): string =>
    this.#constant({ type: 'int64', dims: [], data: BigInt64Array.of(BigInt(value)) });

  readonly shapeOf = (value: string): Shape | undefined => this.#shapes.get(value);

  readonly constantOf = (value: string): readonly number[] | undefined => this.#integers.get(value);

  /** What has been built. */
  graph(): Graph {
    return {
      opset: this.opset,
      domains: this.#graph.domains ?? {},
      functions: this.#graph.functions ?? [],
      nodes: this.nodes,
      initializers: this.#initializers,
      inputs: this.#inputs,
      outputs: this.#outputs,
    };
  }

  /** What has been built, as ONNX bytes. */
  encode(): Uint8Array {
    return encodeModel(this.graph());
  }

  #declare(port: Port): void {
    this.#names.add(port.name);
    this.#inputs.push(port);
    if (port.ranked !== false) this.#shapes.set(port.name, port.dims);
  }

  /** Constants that are the same, shape included, are kept once. */
  #constant(tensor: Tensor): string {
    const key = `${tensor.type}[${tensor.dims.join()}]${tensor.data.join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.#fresh('constant');
    this.#constants.set(key, name);
    this.keep({ name, tensor });
    return name;
  }

  #know(name: string, dims: readonly number[], integers: readonly number[] | undefined): void {
    this.#shapes.set(name, dims);
    if (integers !== undefined) this.#integers.set(name, integers);
  }

  #fresh(type: string): string {
    for (;;) {
      this.#counter += 1;
      const name = `${ownPrefix}${type.toLowerCase()}_${this.#counter}`;
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      return name;
    }
  }
}

/** The rule of one of ONNX's own operators, where there is one. */
export function operatorOf(type: string): Operator | undefined {
  return byType.get(type);
}

const byType: ReadonlyMap<string, Operator> = new Map(operators.map((operator) => [operator.type, operator]));
