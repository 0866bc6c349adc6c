// No compression at all, as a codec: the bytes as they are.
import type { ByteSource } from '#core/byte-source';
import type { Codec, StreamDecoder } from './stream-decoder.ts';

const pieceBytes = 256 * 1024;

export const plain: Codec = { id: 'plain', open: (source) => new PlainDecoder(source) };

class PlainDecoder implements StreamDecoder {
  readonly #source: ByteSource;
  readonly memory = 0;
  position = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  next(): Uint8Array | undefined {
    const piece = this.#source.read(this.position, pieceBytes);
    this.position += piece.length;
    return piece.length === 0 ? undefined : piece;
  }

  close(): void {}
}
