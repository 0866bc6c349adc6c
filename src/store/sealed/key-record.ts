// One record of a key file: where a sealed blob lies, and its data key and digest, wrapped.
//
//   name 32 | state 1 | pack 16 | offset 8 | length 8 | nonce 12 | wrapped 64 | tag 16
//
// State 1: the blob is kept; wrapped are its data key (32) and its SHA-256 (32). State 2: its key was destroyed; wrapped are the
// time (milliseconds since 1970, 8), 24 bytes of the SHA-256 of that key, and the SHA-256 of the blob. AES-256-GCM; everything before the nonce is authenticated with it.
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { parseSha256, type Sha256 } from '#core/digest';
import { StoreError } from '../store-error.ts';
import { plainSize } from './blob-layout.ts';
import { drawRandom } from './draw-random.ts';
import type { ZoneKey } from './zone-key.ts';

export const nameBytes = 32;
export const recordBytes = 157;

/** Where the sealed bytes lie. */
export interface SealedPlace {
  /** 32 hexadecimal digits. */
  readonly pack: string;
  readonly offset: number;
  /** Bytes of the sealed blob. */
  readonly length: number;
}

export interface KeptRecord extends SealedPlace {
  readonly state: 'kept';
  readonly sha256: Sha256;
  readonly dataKey: Uint8Array;
}

export interface DestroyedRecord extends SealedPlace {
  readonly state: 'destroyed';
  readonly sha256: Sha256;
  readonly destroyedAt: Date;
  /** Of the key that was destroyed: a copy of it that turns up again is not used. */
  readonly keyPrint: string;
}

export type KeyRecord = KeptRecord | DestroyedRecord;

export function wrapRecord(zoneKey: ZoneKey, record: KeyRecord): Buffer {
  const bytes = Buffer.alloc(recordBytes);
  bytes.set(zoneKey.nameOf(record.sha256));
  bytes[stateAt] = record.state === 'kept' ? kept : destroyed;
  bytes.write(record.pack, packAt, 'hex');
  bytes.writeBigUInt64BE(BigInt(record.offset), offsetAt);
  bytes.writeBigUInt64BE(BigInt(record.length), lengthAt);
  const nonce = drawRandom(12);
  bytes.set(nonce, nonceAt);
  const secret = Buffer.alloc(64);
  if (record.state === 'kept') secret.set(record.dataKey);
  else {
    secret.writeBigUInt64BE(BigInt(record.destroyedAt.getTime()));
    secret.write(record.keyPrint, 8, 'hex');
  }
  secret.write(record.sha256, 32, 'hex');
  const cipher = createCipheriv('aes-256-gcm', zoneKey.wrapping, nonce);
  cipher.setAAD(bytes.subarray(0, nonceAt));
  bytes.set(cipher.update(secret), wrappedAt);
  cipher.final();
  bytes.set(cipher.getAuthTag(), tagAt);
  return bytes;
}

/** @throws {StoreError} STORE_CORRUPT when one bit of it is another, or another key wrapped it */
export function unwrapRecord(zoneKey: ZoneKey, bytes: Uint8Array): KeyRecord {
  const decipher = createDecipheriv('aes-256-gcm', zoneKey.wrapping, bytes.subarray(nonceAt, wrappedAt), {
    authTagLength: 16,
  });
  decipher.setAAD(bytes.subarray(0, nonceAt));
  decipher.setAuthTag(bytes.subarray(tagAt, recordBytes));
  const secret = decipher.update(bytes.subarray(wrappedAt, tagAt));
  try {
    decipher.final();
  } catch {
    throw new StoreError('STORE_CORRUPT', 'the record of a key is damaged, or wrapped under another zone key');
  }
  const sha256 = parseSha256(secret.subarray(32).toString('hex'));
  const place = placeOf(bytes);
  if (isKept(bytes)) return { state: 'kept', ...place, sha256, dataKey: secret.subarray(0, 32) };
  const destroyedAt = new Date(Number(secret.readBigUInt64BE()));
  return { state: 'destroyed', ...place, sha256, destroyedAt, keyPrint: secret.toString('hex', 8, 32) };
}

/** Tells two data keys apart, and nothing about them: 48 hexadecimal digits. */
export function keyPrintOf({ dataKey }: KeptRecord): string {
  return createHash('sha256').update(dataKey).digest('hex').slice(0, 48);
}

/** What can be read without a key. */
export function placeOf(bytes: Uint8Array): SealedPlace {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, recordBytes);
  return {
    pack: view.toString('hex', packAt, offsetAt),
    offset: Number(view.readBigUInt64BE(offsetAt)),
    length: Number(view.readBigUInt64BE(lengthAt)),
  };
}

/** The same for two copies of one record under one zone key. */
export function recordKey(bytes: Buffer): string {
  return bytes.toString('latin1', 0, nonceAt);
}

export function isKept(bytes: Uint8Array): boolean {
  return bytes[stateAt] === kept;
}

/** Bytes of plaintext of the blob that a record speaks of. @throws {StoreError} STORE_CORRUPT */
export function sizeOf({ length }: SealedPlace): number {
  return plainSize(length);
}

const kept = 1;
const destroyed = 2;
const stateAt = nameBytes;
const packAt = stateAt + 1;
const offsetAt = packAt + 16;
const lengthAt = offsetAt + 8;
const nonceAt = lengthAt + 8;
const wrappedAt = nonceAt + 12;
const tagAt = wrappedAt + 64;
