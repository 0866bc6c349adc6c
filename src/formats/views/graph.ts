// Graph: operators of a computation graph, functions and subgraphs included (ONNX, TensorFlow, TFLite, CoreML, ...).
import type { Place } from '#core/place';
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

export interface GraphNode {
  /** Namespace of the operator; empty for the format's standard one. */
  readonly domain: string;
  readonly operator: string;
  readonly name: string;
  /** Offset in the file and path of the graph it is in. */
  readonly where: Place;
  /** String attributes and constants that name code, files or addresses; long ones cut. */
  readonly texts: readonly string[];
}

/** A file that the graph makes its loader open. */
export interface ExternalFile {
  readonly location: string;
  readonly offset?: number;
  readonly length?: number;
  readonly where: Place;
}

export interface GraphView {
  readonly kind: 'graph';
  /** Id of the format that made it. */
  readonly format: string;
  /** One entry per distinct (domain, operator, texts); the first place it occurs at. */
  readonly nodes: readonly GraphNode[];
  /** Names of functions that the file defines itself; they may shadow standard operators. */
  readonly functions: readonly string[];
  readonly externalFiles: readonly ExternalFile[];
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
  readonly oddities: readonly Oddity[];
  readonly parts: readonly Part[];
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
