// Pickles inside bytes and strings of a pickle: cheap signs first, the decision is made by running them symbolically.

/** A constant that may hold a pickle. */
export interface NestedCandidate {
  /** `bytes`: as they stand. `latin1`: text whose characters are the bytes. `base64`: text or bytes in base64. */
  readonly encoding: 'bytes' | 'latin1' | 'base64';
  /** Offset and length of the constant's own bytes. */
  readonly from: number;
  readonly length: number;
  /** Decoded text of a protocol 0 line, whose bytes stand escaped in the file. */
  readonly text?: string;
}

/**
 * @param kind - whether the constant is text (UTF-8) or bytes
 * @param head - its first bytes
 * @param from - its offset
 * @param length - its length
 */
export function findNested(
  kind: 'text' | 'bytes',
  head: Uint8Array,
  from: number,
  length: number,
): NestedCandidate | undefined {
  const [first = 0, second = 0, third = 0] = head;
  if (isBase64Head(first, second, third)) return { encoding: 'base64', from, length };
  if (kind === 'bytes') return startsPickle(first, second) ? { encoding: 'bytes', from, length } : undefined;
  // U+0080 is C2 80 in UTF-8.
  const latin1 = (first === 0xc2 && second === 0x80 && third <= 5) || startsTextPickle(first, second);
  return latin1 ? { encoding: 'latin1', from, length } : undefined;
}

/** PROTO and a version, or an opcode that text pickles begin with. */
export function startsPickle(first: number, second: number): boolean {
  return (first === 0x80 && second <= 5) || startsTextPickle(first, second);
}

/** `c` GLOBAL, `(` MARK, `}`, `]`, `)`: how protocol 0 and 1 streams that import something begin. */
function startsTextPickle(first: number, second: number): boolean {
  if (first === 0x63) return (second >= 0x5f && second <= 0x7a) || (second >= 0x41 && second <= 0x5a);
  if (first === 0x28)
    return second === 0x63 || second === 0x53 || second === 0x69 || second === 0x64 || second === 0x6c;
  return first === 0x5d && second === 0x63;
}

/** `gA[A-V]`: 80 00..05 in base64; `Y[2-9]`, `KG`, `KF`: a text pickle that begins with `c` or `(`. */
function isBase64Head(first: number, second: number, third: number): boolean {
  if (first === 0x67 && second === 0x41) return third >= 0x41 && third <= 0x58;
  if (first === 0x59) return second >= 0x30 && second <= 0x33 ? true : second === 0x32 || second === 0x6d;
  return first === 0x4b && (second === 0x47 || second === 0x46);
}
