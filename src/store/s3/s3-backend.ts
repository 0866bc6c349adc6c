// Objects in S3-compatible storage. A small one appears with a PUT that fails when the name exists (`If-None-Match: *`).
import type { ListedObject, ObjectBackend, ObjectReader } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import type { S3Client } from './s3-client.ts';
import { S3Writer } from './s3-writer.ts';
import { elementsOf, textOf } from './xml-elements.ts';

/** @param zone - the folder of the objects below the prefix of the place */
export function s3Backend(client: S3Client, zone: string): ObjectBackend {
  const nameOf = (name: string): string => `${zone}/${name}`;
  const { bucket, prefix } = client.place;
  return {
    place: (name) => `s3://${bucket}/${prefix}${nameOf(name)}`,
    create: (name, bytes) => create(client, nameOf(name), bytes),
    write: async (name) => new S3Writer(client, nameOf(name)),
    open: (name) => openObject(client, nameOf(name)),
    list: async (folder) => {
      const listed = await list(client, `${nameOf(folder)}/`);
      return listed.map((object) => ({ ...object, name: object.name.slice(zone.length + 1) }));
    },
    remove: (name) => remove(client, nameOf(name)),
    clean: (before) => abortUploads(client, `${zone}/`, before),
  };
}

async function create(client: S3Client, name: string, bytes: Uint8Array): Promise<boolean> {
  const { status, attempt } = await client.send({
    method: 'PUT',
    name,
    body: bytes,
    headers: { 'if-none-match': '*' },
  });
  if (status === 404) throw noBucket(client);
  if (status !== 412) return true;
  // An attempt whose answer was lost may have made it. What is made here holds something that nobody else writes.
  return attempt > 1 && Buffer.from((await read(client, name, 0, bytes.length + 1)) ?? []).equals(bytes);
}

async function openObject(client: S3Client, name: string): Promise<ObjectReader | undefined> {
  const { status, headers } = await client.send({ method: 'HEAD', name });
  if (status === 404) return undefined;
  return new S3Reader(client, name, Number(headers['content-length']));
}

/** A request costs more than the bytes it brings: who reads on gets more with each. */
const windowBytes = 8_388_608;

class S3Reader implements ObjectReader {
  readonly size: number;
  readonly #client: S3Client;
  readonly #name: string;
  #window: { readonly at: number; readonly bytes: Buffer } = { at: 0, bytes: Buffer.alloc(0) };
  #next = 0;

  constructor(client: S3Client, name: string, size: number) {
    this.#client = client;
    this.#name = name;
    this.size = size;
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - at));
    if (wanted === 0) return new Uint8Array();
    const isNext = at === this.#next && at > 0;
    this.#next = at + wanted;
    const within = at - this.#window.at;
    if (within < 0 || within + wanted > this.#window.bytes.length) {
      const fetched = Math.min(isNext ? Math.max(wanted, windowBytes) : wanted, this.size - at);
      const bytes = await read(this.#client, this.#name, at, fetched);
      if (bytes === undefined) throw new StoreError('STORE_MISSING', `${this.#name} is gone`, { path: this.#name });
      this.#window = { at, bytes };
    }
    return this.#window.bytes.subarray(at - this.#window.at, at - this.#window.at + wanted);
  }

  async close(): Promise<void> {
    this.#window = { at: 0, bytes: Buffer.alloc(0) };
  }
}

/** Up to `length` bytes; undefined when the object is gone. */
async function read(client: S3Client, name: string, at: number, length: number): Promise<Buffer | undefined> {
  const headers = { range: `bytes=${at}-${at + length - 1}` };
  const { status, body } = await client.send({ method: 'GET', name, headers, maxBytes: Math.max(length, 65_536) });
  if (status === 404) return undefined;
  return body.subarray(0, length);
}

async function list(client: S3Client, folder: string): Promise<readonly ListedObject[]> {
  const { prefix } = client.place;
  const objects: ListedObject[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const more: Record<string, string> = token === '' ? {} : { 'continuation-token': token };
    const query = { 'list-type': '2', prefix: `${prefix}${folder}`, ...more };
    const { status, body } = await client.send({ method: 'GET', query });
    if (status === 404) throw noBucket(client);
    const xml = body.toString();
    for (const entry of elementsOf(xml, 'Contents')) {
      const key = textOf(entry, 'Key') ?? '';
      const [size, writtenAt] = [Number(textOf(entry, 'Size')), Date.parse(textOf(entry, 'LastModified') ?? '')];
      if (key.startsWith(`${prefix}${folder}`)) objects.push({ name: key.slice(prefix.length), size, writtenAt });
    }
    token = textOf(xml, 'IsTruncated') === 'true' ? textOf(xml, 'NextContinuationToken') : undefined;
  }
  return objects.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** In a bucket that keeps versions a removed object is still there; then its versions are removed too. */
async function remove(client: S3Client, name: string): Promise<void> {
  const { headers } = await client.send({ method: 'DELETE', name });
  if (headers['x-amz-delete-marker'] !== 'true') return;
  const key = `${client.place.prefix}${name}`;
  for (;;) {
    const { body } = await client.send({ method: 'GET', query: { versions: '', prefix: key } });
    const xml = body.toString();
    const entries = [...elementsOf(xml, 'Version'), ...elementsOf(xml, 'DeleteMarker')];
    const ids = entries
      .filter((entry) => textOf(entry, 'Key') === key)
      .map((entry) => textOf(entry, 'VersionId') ?? '');
    if (ids.length === 0) return;
    for (const versionId of ids) await client.send({ method: 'DELETE', name, query: { versionId } });
  }
}

async function abortUploads(client: S3Client, folder: string, before: number): Promise<number> {
  const { prefix } = client.place;
  const { body } = await client.send({ method: 'GET', query: { uploads: '', prefix: `${prefix}${folder}` } });
  const old = elementsOf(body.toString(), 'Upload').filter(
    (entry) => Date.parse(textOf(entry, 'Initiated') ?? '') < before && (textOf(entry, 'Key') ?? '').startsWith(prefix),
  );
  for (const entry of old) {
    const name = (textOf(entry, 'Key') ?? '').slice(prefix.length);
    await client.send({ method: 'DELETE', name, query: { uploadId: textOf(entry, 'UploadId') ?? '' } });
  }
  return old.length;
}

function noBucket({ place }: S3Client): StoreError {
  return new StoreError('STORE_REFUSED', `there is no bucket ${place.bucket} at ${place.endpoint}`, {
    value: place.bucket,
  });
}
