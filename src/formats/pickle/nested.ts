// Pickles and containers of pickles inside bytes and strings of a pickle: cheap signs first, the decision is made by running
// or reading them.

/** A constant that may hold a pickle, or an archive or array with one. */
export interface NestedCandidate {
  /** `bytes`, `container`: as they stand. `latin1`: text whose characters are the bytes. `base64`: text or bytes in base64. */
  readonly encoding: 'bytes' | 'container' | 'latin1' | 'base64';
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
  if (kind === 'bytes') {
    if (startsContainer(head)) return { encoding: 'container', from, length };
    return startsPickle(first, second) ? { encoding: 'bytes', from, length } : undefined;
  }
  // U+0080 is C2 80 in UTF-8.
  const latin1 = (first === 0xc2 && second === 0x80 && third <= 5) || startsTextPickle(first, second);
  return latin1 || startsContainerText(head) ? { encoding: 'latin1', from, length } : undefined;
}

/** Zip (what torch.save writes), gzip, bzip2, xz, 7z, npy, HDF5: torch, joblib, numpy and Keras load them from memory. */
export function startsContainer(head: Uint8Array): boolean {
  const rest = containers.get(head[0] ?? 0);
  return rest?.every((byte, index) => head[index + 1] === byte) ?? false;
}

/** A zip or gzip file as text: how bytes are pickled in protocol 2 and below. */
function startsContainerText(head: Uint8Array): boolean {
  const [first, second, third, fourth] = head;
  if (first === 0x50) return second === 0x4b && third === 3 && fourth === 4;
  return first === 0x1f && second === 0xc2 && third === 0x8b && fourth === 8;
}

/** Magic bytes after the first. */
const containers: ReadonlyMap<number, readonly number[]> = new Map([
  [0x50, [0x4b, 0x03, 0x04]],
  [0x1f, [0x8b, 0x08]],
  [0x42, [0x5a, 0x68]],
  [0xfd, [0x37, 0x7a, 0x58, 0x5a]],
  [0x37, [0x7a, 0xbc, 0xaf]],
  [0x93, [0x4e, 0x55, 0x4d, 0x50, 0x59]],
  [0x89, [0x48, 0x44, 0x46]],
]);

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
  // `UEsD`: a zip archive.
  if (first === 0x55 && second === 0x45) return third === 0x73;
  if (first === 0x59) return second >= 0x30 && second <= 0x33 ? true : second === 0x32 || second === 0x6d;
  return first === 0x4b && (second === 0x47 || second === 0x46);
}
