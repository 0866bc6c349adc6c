// The engine that is there: the native one, else the one in WebAssembly.
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { NumericError } from '#core/errors';
import type { Engine } from '#numeric/engine/engine';
import { plainEngine } from '#numeric/engine/plain-engine';
import { engineOn, type Runtime } from './runtime.ts';

/** `plain`: the slow one without native code, for tests. */
export type EngineKind = 'onnxruntime-node' | 'onnxruntime-web' | 'plain';

export interface EngineOptions {
  /** Threads of one run, >= 1; the one in WebAssembly always has one. More than one rarely pays: run more processes instead. */
  readonly threads: number;
  /** Absent: the native one where it is installed and starts, else the one in WebAssembly. */
  readonly kind?: EngineKind;
}

/**
 * Opens ONNX Runtime, which is installed beside Assay by whoever wants to train.
 * @throws {NumericError} NUMERIC_ENGINE_MISSING when no engine of that kind is installed or starts
 */
export async function openEngine({ threads, kind }: EngineOptions): Promise<Engine> {
  const kinds: readonly EngineKind[] = kind === undefined ? ['onnxruntime-node', 'onnxruntime-web'] : [kind];
  const reasons: string[] = [];
  for (const one of kinds) {
    try {
      if (one === 'plain') return plainEngine();
      return one === 'onnxruntime-node' ? openNative(threads) : openWeb();
    } catch (error) {
      reasons.push(`${one}: ${firstLine(error)}`);
    }
  }
  const message = `training needs the package onnxruntime-node, which is not installed beside Assay or does not start; install it with ${installCommand} (where there is no binary for the machine, onnxruntime-web). ${reasons.join('; ')}`;
  throw new NumericError('NUMERIC_ENGINE_MISSING', message);
}

/**
 * One thread each, without spinning: threads that wait actively cost as much as they save as soon as two processes share
 * the machine. Numbers below 1e-38 count as zero, as they slow training down by an order of magnitude.
 */
function openNative(threads: number): Engine {
  const runtime: LoadedRuntime = createRequire(import.meta.url)('onnxruntime-node');
  const version = runtime.env.versions.node ?? runtime.env.versions.common;
  return engineOn(
    runtime,
    { name: 'onnxruntime-node cpu', version, processor: processor(), threads },
    {
      ...quiet,
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      extra: { session: { intra_op: { allow_spinning: '0' }, set_denormal_as_zero: '1' } },
    },
  );
}

function openWeb(): Engine {
  const runtime: LoadedRuntime = createRequire(import.meta.url)('onnxruntime-web');
  runtime.env.wasm.numThreads = 1;
  const version = runtime.env.versions.web ?? runtime.env.versions.common;
  return engineOn(
    runtime,
    { name: 'onnxruntime-web wasm', version, processor: processor(), threads: 1 },
    {
      ...quiet,
      executionProviders: ['wasm'],
      extra: { session: { set_denormal_as_zero: '1' } },
    },
  );
}

interface LoadedRuntime extends Runtime {
  readonly env: {
    readonly versions: { readonly common: string; readonly node?: string; readonly web?: string };
    readonly wasm: { numThreads?: number };
  };
}

function processor(): string {
  return cpus()[0]?.model ?? 'unknown';
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\n.*/s, '');
}

/** Errors are thrown; the runtime's own warnings on standard error say nothing more. */
const quiet = { logSeverityLevel: 3 } as const;

/** The package brings its binary along; its script would fetch libraries for graphics cards from elsewhere. */
const installCommand = 'npm install onnxruntime-node --ignore-scripts';
