// What runs an ONNX graph. The graph is made in `numeric/graph`; the engines stand in `jobs/engines`, because a native
// library is an effect.

export type TensorData = Float32Array | BigInt64Array | Int32Array | Uint8Array;

export interface Tensor {
  readonly type: 'float32' | 'int64' | 'int32' | 'uint8' | 'bool';
  readonly dims: readonly number[];
  /** Row-major; length is the product of `dims`. */
  readonly data: TensorData;
}

export interface Session {
  /**
   * @throws {NumericError} NUMERIC_ENGINE when the graph cannot be run on these inputs
   */
  readonly run: (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>;
  readonly close: () => Promise<void>;
}

export interface Engine {
  /** For provenance: library and place, for example `onnxruntime-node cpu`. */
  readonly name: string;
  readonly version: string;
  /** The processor it computes on; two families may round differently. */
  readonly processor: string;
  /** Threads of one run. The result is the same bit for bit only for the same number. */
  readonly threads: number;
  /** @throws {NumericError} NUMERIC_ENGINE when the model cannot be loaded */
  readonly load: (model: Uint8Array) => Promise<Session>;
}
