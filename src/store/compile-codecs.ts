// The decoders of JPEG and WebP as the libraries bring them: WebAssembly files beside their modules, compiled once per process.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/** A compiled module can be handed to worker threads. */
export interface CompiledCodecFiles {
  readonly jpeg: object;
  readonly webp: object;
}

/** @throws when a library is not installed whole */
export function compileCodecs(): CompiledCodecFiles {
  compiled ??= {
    jpeg: compile('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'),
    webp: compile('@jsquash/webp/codec/dec/webp_dec.wasm'),
  };
  return compiled;
}

function compile(file: string): object {
  return new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve(file)));
}

let compiled: CompiledCodecFiles | undefined;
