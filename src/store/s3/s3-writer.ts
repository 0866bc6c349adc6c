// Writes one large object: a single PUT when it stays small, else parts.
import type { ObjectWriter } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import type { S3Client } from './s3-client.ts';
import { encodeText, textOf } from './xml-elements.ts';

/** A part has at least 5 MiB, and an object at most 10,000 parts; so parts grow with the object. */
const partBytes = 8_388_608;
const partsOfOneSize = 1000;
const growth = 4;
const largestPart = 134_217_728;

interface SentPart {
  readonly etag: string;
  readonly checksum: string;
}

export class S3Writer implements ObjectWriter {
  readonly #client: S3Client;
  readonly #name: string;
  readonly #parts: SentPart[] = [];
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #size = 0;
  #uploadId: string | undefined;

  constructor(client: S3Client, name: string) {
    this.#client = client;
    this.#name = name;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#size += bytes.length;
    // A copy: what was given may be used again before the part is sent.
    this.#pending.push(Uint8Array.from(bytes));
    this.#pendingBytes += bytes.length;
    while (this.#pendingBytes >= this.#partBytes()) await this.#sendPart(this.#partBytes());
  }

  async finish(): Promise<void> {
    if (this.#uploadId === undefined) {
      const body = Buffer.concat(this.#pending);
      const { status } = await this.#client.send({ method: 'PUT', name: this.#name, body });
      if (status >= 300) throw this.#refused(status);
    } else {
      if (this.#pendingBytes > 0) await this.#sendPart(this.#pendingBytes);
      await this.#complete(this.#uploadId);
    }
    this.#pending = [];
  }

  async abort(): Promise<void> {
    this.#pending = [];
    try {
      const query = this.#uploadId === undefined ? {} : { uploadId: this.#uploadId };
      await this.#client.send({ method: 'DELETE', name: this.#name, query });
      if (this.#uploadId !== undefined) await this.#client.send({ method: 'DELETE', name: this.#name });
    } catch {
      // What stays is found by `clean` and by whoever sweeps packs.
    }
  }

  #partBytes(): number {
    return Math.min(largestPart, partBytes * growth ** Math.floor(this.#parts.length / partsOfOneSize));
  }

  async #sendPart(length: number): Promise<void> {
    const all = Buffer.concat(this.#pending);
    const body = all.subarray(0, length);
    this.#pending = [all.subarray(length)];
    this.#pendingBytes -= length;
    this.#uploadId ??= await this.#begin();
    const query = { partNumber: String(this.#parts.length + 1), uploadId: this.#uploadId };
    const { status, headers } = await this.#client.send({ method: 'PUT', name: this.#name, query, body });
    const etag = headers.etag;
    if (status >= 300 || etag === undefined) throw this.#refused(status);
    this.#parts.push({ etag, checksum: String(headers['x-amz-checksum-sha256'] ?? '') });
  }

  async #begin(): Promise<string> {
    const headers = { 'x-amz-checksum-algorithm': 'SHA256' };
    const { status, body } = await this.#client.send({
      method: 'POST',
      name: this.#name,
      query: { uploads: '' },
      headers,
    });
    const uploadId = textOf(body.toString(), 'UploadId');
    if (status >= 300 || uploadId === undefined) throw this.#refused(status);
    return uploadId;
  }

  async #complete(uploadId: string): Promise<void> {
    const parts = this.#parts.map(({ etag, checksum }, index) => {
      const digest = checksum === '' ? '' : `<ChecksumSHA256>${encodeText(checksum)}</ChecksumSHA256>`;
      return `<Part><PartNumber>${index + 1}</PartNumber><ETag>${encodeText(etag)}</ETag>${digest}</Part>`;
    });
    const xml = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</CompleteMultipartUpload>`;
    const headers = { 'content-type': 'application/xml' };
    const request = { method: 'POST', name: this.#name, query: { uploadId }, headers, body: Buffer.from(xml) } as const;
    const { status, body } = await this.#client.send(request);
    // The answer begins before the work is done: 200 may hold an error.
    if (status < 300 && textOf(body.toString(), 'Code') === undefined) return;
    // Gone: an attempt whose answer was lost has completed it.
    if (status === 404 && (await this.#isWhole())) return;
    throw this.#refused(status, textOf(body.toString(), 'Code'));
  }

  async #isWhole(): Promise<boolean> {
    const { status, headers } = await this.#client.send({ method: 'HEAD', name: this.#name });
    return status === 200 && Number(headers['content-length']) === this.#size;
  }

  #refused(status: number, code = ''): StoreError {
    const reason = `${status} ${code}`.trim();
    return new StoreError('STORE_WRITE', `the object storage does not keep ${this.#name}: ${reason}`, {
      value: reason,
    });
  }
}
