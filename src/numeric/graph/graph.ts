// A computation graph as ONNX has it: nodes in the order they run, values by name. Plain data.
import type { Tensor } from '../engine/engine.ts';

/** A size, or a name where it is known only at run time: `N` is the batch. */
export type Dim = number | string;
export type Shape = readonly Dim[];

/** Element types that graphs made here declare. */
export type ElementType = Tensor['type'];

/**
 * A number is an integer; a fractional one is `{ float }`, because ONNX tells 1 and 1.0 apart. `encoded` is an
 * AttributeProto as it stood in a model: tensors and subgraphs, which nothing here looks into.
 */
export type Attribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly encoded: Uint8Array };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly type: string;
  /** Empty: the operators of ONNX itself. */
  readonly domain: string;
  /** An empty name is an input that is left out. */
  readonly inputs: readonly string[];
  /** A gradient may ask for an output that the node did not give before; see `Builder.secondOutput`. */
  readonly outputs: string[];
  readonly attributes: Attributes;
  /** Outer values that subgraphs of the node use. */
  readonly captures?: readonly string[];
  /** Of a node `Constant`: what it gives. */
  readonly constant?: StoredConstant;
}

/** An input or output of the graph. */
export interface Port {
  readonly name: string;
  /** `other` types are those that nothing here computes with. */
  readonly type: ElementType | 'other';
  readonly dims: Shape;
  /** The ValueInfoProto as it stood in a model. */
  readonly encoded?: Uint8Array;
  /** False where a model says nothing of the shape. */
  readonly ranked?: boolean;
}

/** What is known of a constant without its bytes. */
export interface StoredConstant {
  readonly dims: readonly number[];
  /** Of a short int64 tensor: a shape, axes, a range. */
  readonly integers?: readonly number[];
}

/** A constant of the graph. */
export type Initializer =
  | { readonly name: string; readonly tensor: Tensor }
  /** A TensorProto as it stood in a model. */
  | ({ readonly name: string; readonly encoded: Uint8Array } & StoredConstant);

export interface Graph {
  /** Version of ONNX's own operators. */
  readonly opset: number;
  /** Versions of other sets of operators, by domain. */
  readonly domains?: Readonly<Record<string, number>>;
  /** Operators that a model brings along: FunctionProto as they stood in it. */
  readonly functions?: readonly Uint8Array[];
  readonly nodes: readonly GraphNode[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** What names of values begin with that are made here; no value of a model may. */
export const ownPrefix = 'assay/';

/** What adds to a graph: the part of `GraphBuilder` that operators need. */
export interface Builder {
  readonly opset: number;
  /** Adds a node with one output and gives the name of it. */
  readonly op: (type: string, inputs: readonly string[], attributes?: Attributes) => string;
  /** Adds a node and gives the names of its outputs. */
  readonly ops: (type: string, inputs: readonly string[], attributes: Attributes, outputs: number) => readonly string[];
  /** The second output of a node that is there already, added where it has none. */
  readonly secondOutput: (node: GraphNode) => string;
  /** Adds a node as it is. */
  readonly append: (node: GraphNode) => void;
  /** Adds a constant as it is. */
  readonly keep: (initializer: Initializer) => void;
  /** A float32 constant: a scalar, or of the given shape filled with it. */
  readonly float: (value: number, dims?: readonly number[]) => string;
  /** An int64 constant of shape [length]. */
  readonly integers: (values: readonly number[]) => string;
  /** An int64 constant without dimensions. */
  readonly integer: (value: number) => string;
  /** Absent: nothing is known, not even how many dimensions there are. */
  readonly shapeOf: (value: string) => Shape | undefined;
  /** The numbers of an int64 constant, where the value is one. */
  readonly constantOf: (value: string) => readonly number[] | undefined;
}

/** Attribute as an integer. */
export function integerOf(node: GraphNode, name: string, otherwise: number): number {
  const value = node.attributes[name];
  return typeof value === 'number' ? value : otherwise;
}

/** Attribute as a fractional number. */
export function floatOf(node: GraphNode, name: string, otherwise: number): number {
  const value = node.attributes[name];
  if (typeof value === 'number') return value;
  return typeof value === 'object' && 'float' in value ? value.float : otherwise;
}

/** Attribute as a list of integers. */
export function integersOf(node: GraphNode, name: string): readonly number[] | undefined {
  const value = node.attributes[name];
  return Array.isArray(value) ? value : undefined;
}

/** Attribute as text. */
export function textOf(node: GraphNode, name: string, otherwise: string): string {
  const value = node.attributes[name];
  return typeof value === 'string' ? value : otherwise;
}

/** Sizes, where all of them are numbers. */
export function knownSizes(shape: Shape | undefined): readonly number[] | undefined {
  const known = shape?.filter((dim) => typeof dim === 'number');
  return known?.length === shape?.length ? known : undefined;
}

/** The shape of a value of which only the rank is known: each size has a name of its own. */
export function unknownSizes(value: string, rank: number): Shape {
  return Array.from({ length: rank }, (_, i) => `${value}/${i}`);
}
