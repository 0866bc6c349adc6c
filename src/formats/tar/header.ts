// The 512-byte header block of a tar member: v7, ustar (POSIX.1-1988) and GNU.
import { latin1 } from '#core/latin1';
import { decodeName } from '../zip/member-name.ts';

export const blockBytes = 512;

export interface TarHeader {
  /** Prefix and name joined, as the block states them. */
  readonly name: string;
  readonly linkName: string;
  /** Bytes of content that follow. */
  readonly size: number;
  /** One character; `0` for the NUL of old archives. */
  readonly type: string;
  readonly isGnu: boolean;
  readonly block: Uint8Array;
}

/** Reads a block; undefined when its checksum is wrong or a number is none, so that it is no header. */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.length < blockBytes || !checksumHolds(block)) return undefined;
  const size = parseTarNumber(block.subarray(124, 136));
  if (size === undefined || size < 0) return undefined;
  const magic = latin1(block.subarray(257, 265));
  const isUstar = magic.startsWith('ustar\0');
  const prefix = isUstar ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkName: text(block.subarray(157, 257)),
    size,
    type,
    isGnu: magic === 'ustar  \0',
    block,
  };
}

/** Octal text, or base 256 when the first byte is 0x80 or 0xff. undefined: not a number. */
export function parseTarNumber(field: Uint8Array): number | undefined {
  const first = field[0] ?? 0;
  if (first === 0x80 || first === 0xff) {
    let value = first === 0xff ? -1 : 0;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = /^[ \0]*([0-7]*)[ \0]*(?:\0.*)?$/s.exec(latin1(field))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits || '0', 8);
}

/** The text up to the first NUL. */
export function text(field: Uint8Array): string {
  const end = field.indexOf(0);
  return decodeName(end < 0 ? field : field.subarray(0, end));
}

/** Some old writers summed signed bytes. */
function checksumHolds(block: Uint8Array): boolean {
  const stated = parseTarNumber(block.subarray(148, 156));
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let i = 0; i < blockBytes; i++) {
    if (i >= 148 && i < 156) continue;
    const byte = block[i] ?? 0;
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  // A block of zeros has the sum of its blank checksum field, which no writer states as such.
  return unsigned !== 8 * 0x20 && (stated === unsigned || stated === signed);
}
