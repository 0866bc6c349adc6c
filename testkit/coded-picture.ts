// Writes JPEG and WebP pictures with the encoders that belong to the decoders.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** RGBA, opaque. */
export function paint(width: number, height: number, colour: (x: number, y: number) => readonly number[]): Rgba {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) data.set(colour(at % width, Math.floor(at / width)), 4 * at);
  return { width, height, data };
}

export async function buildJpegPicture(picture: Rgba, options: object = {}): Promise<Uint8Array> {
  const { default: encode, init } = await import('@jsquash/jpeg/encode.js');
  await init(compiled('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
  return new Uint8Array(await encode({ ...picture, colorSpace: 'srgb' }, options));
}

export async function buildWebpPicture(picture: Rgba, options: object = {}): Promise<Uint8Array> {
  const { default: encode, init } = await import('@jsquash/webp/encode.js');
  await init(compiled('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
  return new Uint8Array(await encode({ ...picture, colorSpace: 'srgb' }, options));
}

const modules = new Map<string, object>();

function compiled(file: string): object {
  const known = modules.get(file) ?? new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve(file)));
  modules.set(file, known);
  return known;
}
