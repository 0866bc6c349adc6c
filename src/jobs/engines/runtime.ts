// What onnxruntime-node and onnxruntime-web have in common: sessions that take and give tensors.
import { NumericError } from '#core/errors';
import type { Engine, Session, Tensor, TensorData } from '#numeric/engine/engine';

/** The part of the API of ONNX Runtime that is used here. */
export interface Runtime {
  readonly Tensor: new (type: string, data: TensorData, dims: readonly number[]) => RuntimeTensor;
  readonly InferenceSession: {
    readonly create: (model: Uint8Array, options: Readonly<Record<string, unknown>>) => Promise<RuntimeSession>;
  };
}

interface RuntimeTensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
}

interface RuntimeSession {
  readonly run: (feeds: Record<string, RuntimeTensor>) => Promise<Readonly<Record<string, RuntimeTensor>>>;
  readonly release: () => Promise<void>;
}

/** The engine on one runtime. */
export function engineOn(
  runtime: Runtime,
  about: Omit<Engine, 'load'>,
  options: Readonly<Record<string, unknown>>,
): Engine {
  return { ...about, load: (model) => load(runtime, model, options) };
}

async function load(runtime: Runtime, model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<Session> {
  const session = await attempt('the graph cannot be loaded', () => runtime.InferenceSession.create(model, options));
  return {
    run: (feeds) =>
      attempt('the graph cannot be run', async () => {
        const given: Record<string, RuntimeTensor> = {};
        for (const [name, { type, data, dims }] of Object.entries(feeds)) {
          given[name] = new runtime.Tensor(type, data, dims);
        }
        const results: Record<string, Tensor> = {};
        for (const [name, tensor] of Object.entries(await session.run(given))) results[name] = taken(name, tensor);
        return results;
      }),
    close: () => session.release(),
  };
}

function taken(name: string, { type, data, dims }: RuntimeTensor): Tensor {
  if (type === 'float32' && data instanceof Float32Array) return { type, dims, data };
  if (type === 'int64' && data instanceof BigInt64Array) return { type, dims, data };
  if (type === 'int32' && data instanceof Int32Array) return { type, dims, data };
  if ((type === 'uint8' || type === 'bool') && data instanceof Uint8Array) return { type, dims, data };
  throw new NumericError('NUMERIC_ENGINE', `the output ${name} is of type ${type}, which nothing here reads`);
}

async function attempt<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NumericError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new NumericError('NUMERIC_ENGINE', `${what}: ${reason.slice(0, 300)}`, { cause: error });
  }
}
