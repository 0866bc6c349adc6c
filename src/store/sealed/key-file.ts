// A key file: the records of the blobs that became visible together. It is written once and never changed, so whoever has read
// it need not read it again; what changes is which key files there are.
//
//   "assay.key-file/1" 16 | zone key id 16 | file id 16 | number of records 8 | records, by name | HMAC-SHA256 of all before 32
import { timingSafeEqual } from 'node:crypto';
import { StoreError } from '../store-error.ts';
import { nameBytes, recordBytes } from './key-record.ts';
import type { ZoneKey } from './zone-key.ts';

export interface KeyFile {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly zoneKey: ZoneKey;
  /** In order of their names, which `damage` may have disturbed. */
  readonly records: RecordTable;
  /** Set when the file is not what was written. Each record still stands or falls by itself. */
  readonly damage?: StoreError;
}

/** Records side by side in one piece of memory. */
export class RecordTable {
  readonly length: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.length = Math.floor(bytes.length / recordBytes);
  }

  at(index: number): Buffer {
    return this.#bytes.subarray(index * recordBytes, (index + 1) * recordBytes);
  }

  *[Symbol.iterator](): Generator<Buffer> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  /** The records of that name, found in about log2(length) steps. */
  find(name: Buffer): readonly Buffer[] {
    const wanted = name.readUIntBE(0, 6);
    let from = 0;
    for (let to = this.length; from < to; ) {
      const middle = (from + to) >>> 1;
      if (this.#bytes.readUIntBE(middle * recordBytes, 6) < wanted) from = middle + 1;
      else to = middle;
    }
    const found: Buffer[] = [];
    for (; from < this.length && this.#bytes.readUIntBE(from * recordBytes, 6) === wanted; from++) {
      if (hasName(this.at(from), name)) found.push(this.at(from));
    }
    return found;
  }

  /** As `find`, when their order cannot be relied on. */
  search(name: Buffer): readonly Buffer[] {
    return [...this].filter((record) => hasName(record, name));
  }
}

/** @param records - in any order */
export function encodeKeyFile(id: string, zoneKey: ZoneKey, records: readonly Buffer[]): Buffer {
  const sorted = [...records].sort((a, b) => a.compare(b, 0, nameBytes, 0, nameBytes));
  const head = Buffer.alloc(headBytes);
  head.write(magic);
  head.write(zoneKey.id, magic.length, 'hex');
  head.write(id, magic.length + idBytes, 'hex');
  head.writeBigUInt64BE(BigInt(sorted.length), headBytes - 8);
  const body = Buffer.concat([head, ...sorted]);
  return Buffer.concat([body, zoneKey.sealOf(body)]);
}

/**
 * ATTACKER: whoever can write to the store chooses these bytes.
 * @throws {StoreError} STORE_CORRUPT for what is no key file, STORE_KEY when another zone key sealed it
 */
export function parseKeyFile(id: string, zoneKeys: readonly ZoneKey[], bytes: Buffer): KeyFile {
  if (bytes.length < headBytes + sealBytes || bytes.toString('latin1', 0, magic.length) !== magic) {
    throw new StoreError('STORE_CORRUPT', 'is no key file');
  }
  const keyId = bytes.toString('hex', magic.length, magic.length + idBytes);
  const zoneKey = zoneKeys.find((key) => key.id === keyId);
  if (zoneKey === undefined) {
    throw new StoreError('STORE_KEY', `is sealed under the zone key ${keyId}, or damaged`, { value: keyId });
  }
  const body = bytes.subarray(0, bytes.length - sealBytes);
  const records = new RecordTable(body.subarray(headBytes));
  const isWhole =
    timingSafeEqual(zoneKey.sealOf(body), bytes.subarray(body.length)) &&
    bytes.toString('hex', magic.length + idBytes, headBytes - 8) === id &&
    bytes.readBigUInt64BE(headBytes - 8) === BigInt(records.length);
  if (isWhole) return { id, zoneKey, records };
  return { id, zoneKey, records, damage: new StoreError('STORE_CORRUPT', 'is not what was written') };
}

function hasName(record: Buffer, name: Buffer): boolean {
  return record.compare(name, 0, nameBytes, 0, nameBytes) === 0;
}

const magic = 'assay.key-file/1';
const idBytes = 16;
const headBytes = magic.length + 2 * idBytes + 8;
const sealBytes = 32;
