// JPEG and WebP by decoders compiled to WebAssembly: memory-safe towards the process, and reading nothing but what they are given.
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';

/** A compiled WebAssembly module. */
export type CompiledModule = object;

/** Compiled decoders: `@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm` and `@jsquash/webp/codec/dec/webp_dec.wasm`. */
export interface CompiledCodecs {
  readonly jpeg: CompiledModule;
  readonly webp: CompiledModule;
}

/** RGBA, or grey as RGBA. */
export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
  /** What the decoder complained of and passed over. */
  readonly complaint?: string;
}

/** Decoders of one thread, ready when they are first used. One picture at a time. */
export interface PictureCodecs {
  /** @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED */
  readonly jpeg: (bytes: Uint8Array) => Promise<Rgba>;
  /** @throws {FormatError} FORMAT_MALFORMED */
  readonly webp: (bytes: Uint8Array) => Promise<Rgba>;
}

/** @limits memory: what the largest picture takes, at most 64 MiB of it between pictures */
export function pictureCodecs(compiled: CompiledCodecs): PictureCodecs {
  return {
    jpeg: decoderOf(
      compiled.jpeg,
      async () => (await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js')).default,
      // Not turned by what EXIF says.
      (decoder, bytes) => decoder.decode(bytes, false),
    ),
    webp: decoderOf(
      compiled.webp,
      async () => (await import('@jsquash/webp/codec/dec/webp_dec.js')).default,
      (decoder, bytes) => decoder.decode(bytes),
    ),
  };
}

/** What the library makes of a module. */
interface Decoder {
  /** Null, a number thrown, or an exit, when the bytes cannot be decoded. */
  readonly decode: (bytes: Uint8Array, turned?: boolean) => Rgba | null;
  readonly HEAPU8: Uint8Array;
}

type Factory = (options: object) => Promise<Decoder>;

declare const WebAssembly: {
  readonly Instance: new (module: CompiledModule, imports: object) => { readonly exports: object };
};

function decoderOf(
  module: CompiledModule,
  load: () => Promise<Factory>,
  decode: (decoder: Decoder, bytes: Uint8Array) => Rgba | null,
): (bytes: Uint8Array) => Promise<Rgba> {
  let ready: Promise<Decoder> | undefined;
  let complaint = '';
  const start = async (): Promise<Decoder> => {
    const factory = await load();
    return factory({
      noInitialRun: true,
      print: () => {},
      printErr: (text: unknown) => {
        complaint = String(text);
      },
      instantiateWasm: (imports: object, done: (instance: object) => void) => {
        const instance = new WebAssembly.Instance(module, imports);
        done(instance);
        return instance.exports;
      },
    });
  };
  return async (bytes) => {
    ready ??= start();
    const decoder = await ready;
    complaint = '';
    const decoded = attempt(() => decode(decoder, bytes));
    // After a failure the decoder is in no known state; after a large picture it would keep its memory.
    if (decoded === null || decoder.HEAPU8.length > keptBytes) ready = undefined;
    if (decoded === null) {
      throw new FormatError(
        'FORMAT_MALFORMED',
        `the decoder refuses it${complaint === '' ? '' : `: ${quote(complaint)}`}`,
      );
    }
    // libjpeg fills what is missing with grey; loaders refuse such a picture.
    if (complaint.startsWith('Premature end of JPEG file')) {
      throw new FormatError('FORMAT_TRUNCATED', 'the picture ends before its last row');
    }
    return complaint === '' ? decoded : { width: decoded.width, height: decoded.height, data: decoded.data, complaint };
  };
}

/** Null when it throws: traps of WebAssembly, numbers, exits. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

const keptBytes = 64 * 1024 * 1024;
