// The protobuf wire format (protobuf.dev/programming-guides/encoding), written.

/** One message. Chunks are kept as they come and joined once. */
export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** Integer, boolean or enumeration; negative ones take ten bytes, as in protobuf. */
  varint(field: number, value: number | bigint): this {
    return this.#raw(encodeVarint(field * 8)).#raw(encodeVarint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#raw(encodeVarint(field * 8 + 5)).#raw(bytes);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#raw(encodeVarint(field * 8 + 2))
      .#raw(encodeVarint(value.length))
      .#raw(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: ProtobufWriter): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  #raw(bytes: Uint8Array): this {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    return this;
  }
}

function encodeVarint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
