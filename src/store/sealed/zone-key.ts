// The key of a zone, and what is derived from it: names of blobs, keys that wrap data keys, and the seal of key files.
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { StoreError } from '../store-error.ts';

/** Bytes of a zone key. */
export const zoneKeyLength = 32;

/** 32 secret bytes. They are never printed: inspecting or encoding the object shows the id only. */
export class ZoneKey {
  /** Names the key and tells nothing about it: 32 hexadecimal digits. */
  readonly id: string;
  readonly #secret: Uint8Array;
  readonly #wrapping: Buffer;
  readonly #naming: Buffer;
  readonly #sealing: Buffer;

  /** @throws {StoreError} STORE_KEY when these are not 32 bytes */
  constructor(secret: Uint8Array) {
    if (secret.length !== zoneKeyLength) throw new StoreError('STORE_KEY', 'a zone key has 32 bytes');
    this.#secret = Uint8Array.from(secret);
    this.id = this.#derive('id', 16).toString('hex');
    this.#wrapping = this.#derive('wrap', 32);
    this.#naming = this.#derive('name', 32);
    this.#sealing = this.#derive('key file', 32);
  }

  static create(): ZoneKey {
    return new ZoneKey(randomBytes(zoneKeyLength));
  }

  /** A copy of the secret, for the file that keeps it. */
  exportSecret(): Uint8Array {
    return Uint8Array.from(this.#secret);
  }

  /** AES-256: wraps the data keys of blobs. */
  get wrapping(): Uint8Array {
    return this.#wrapping;
  }

  /** 32 bytes that stand for a digest on the disk: who has no key cannot find out whether a known file is in the store. */
  nameOf(digest: Sha256): Buffer {
    return createHmac('sha256', this.#naming).update(digest).digest();
  }

  /** 32 bytes under which no bit of a key file can change. */
  sealOf(bytes: Uint8Array): Buffer {
    return createHmac('sha256', this.#sealing).update(bytes).digest();
  }

  toJSON(): string {
    return this.id;
  }

  /** HKDF, RFC 5869, without salt: the secret is uniformly random. */
  #derive(purpose: string, length: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#secret, '', `assay.zone/1 ${purpose}`, length));
  }
}
