// Writes protobuf messages for tests: field(1, 'text'), field(2, 5), field(3, message(...)).
const encoder = new TextEncoder();

/** One field: a number as varint; text and bytes (a nested message too) length-delimited. */
export function field(number: number, value: number | string | Uint8Array): Uint8Array {
  if (typeof value === 'number') return concat([varint(number * 8), varint(value)]);
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  return concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** The fields, one after the other. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return concat(fields);
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

export function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
