// What an S3 bucket does with requests, without HTTP: conditions, checksums, parts, versions, retention, pages.
import { createHash, randomBytes } from 'node:crypto';

export interface BucketRequest {
  readonly method: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface BucketAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface BucketOptions {
  /** Objects in one page of a list. */
  readonly pageSize?: number;
  /** Removed objects stay as versions. */
  readonly isVersioned?: boolean;
  /** Versions cannot be removed before (object lock, compliance mode); needs versions. */
  readonly retainUntil?: Date;
  /** As storages that are too old do: `If-None-Match` is not looked at. */
  readonly ignoresConditions?: boolean;
}

interface Version {
  readonly id: string;
  readonly body: Buffer;
  readonly writtenAt: Date;
  readonly isMarker: boolean;
}

interface Upload {
  readonly key: string;
  readonly startedAt: Date;
  readonly parts: Map<number, Buffer>;
}

export class Bucket {
  readonly #options: BucketOptions;
  /** Newest version first. */
  readonly #versions = new Map<string, Version[]>();
  readonly #uploads = new Map<string, Upload>();

  constructor(options: BucketOptions) {
    this.#options = options;
  }

  /** Names of objects that a list shows. */
  get keys(): readonly string[] {
    return [...this.#versions.keys()].filter((key) => this.#current(key) !== undefined).sort();
  }

  get uploads(): number {
    return this.#uploads.size;
  }

  body(key: string): Buffer | undefined {
    return this.#current(key)?.body;
  }

  /** Past all conditions, as a fault of the storage would. */
  overwrite(key: string, body: Buffer, writtenAt: Date = new Date()): void {
    this.#versions.set(key, [{ id: newId(), body, writtenAt, isMarker: false }]);
  }

  answer(request: BucketRequest): BucketAnswer {
    const { method, key, query } = request;
    if (!isSound(request)) return failure(400, 'BadDigest');
    if (key === '') return this.#answerBucket(query);
    if (method === 'POST' && query.has('uploads')) return this.#begin(request);
    if (method === 'POST') return this.#complete(request);
    if (method === 'PUT' && query.has('uploadId')) return this.#takePart(request);
    if (method === 'PUT') return this.#put(request);
    if (method === 'DELETE' && query.has('uploadId')) return this.#abort(query.get('uploadId') ?? '');
    if (method === 'DELETE') return this.#remove(request);
    return this.#get(request);
  }

  #current(key: string): Version | undefined {
    const [newest] = this.#versions.get(key) ?? [];
    return newest?.isMarker === true ? undefined : newest;
  }

  #store(key: string, body: Buffer): BucketAnswer {
    const version = { id: newId(), body, writtenAt: new Date(), isMarker: false };
    const older = this.#options.isVersioned === true ? (this.#versions.get(key) ?? []) : [];
    this.#versions.set(key, [version, ...older]);
    return { status: 200, headers: { etag: etagOf(body) } };
  }

  #put({ key, headers, body }: BucketRequest): BucketAnswer {
    const isTaken = headers['if-none-match'] === '*' && this.#current(key) !== undefined;
    if (isTaken && this.#options.ignoresConditions !== true) return failure(412, 'PreconditionFailed');
    return this.#store(key, body);
  }

  #get({ method, key, headers }: BucketRequest): BucketAnswer {
    const version = this.#current(key);
    if (version === undefined) return failure(404, 'NoSuchKey');
    const { body } = version;
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(headers.range ?? '')) ?? [];
    if (method === 'HEAD' || from === undefined) return { status: 200, headers: { etag: etagOf(body) }, body };
    if (Number(from) >= body.length) return failure(416, 'InvalidRange');
    const part = body.subarray(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${body.length}`;
    return { status: 206, headers: { 'content-range': range }, body: part };
  }

  #remove({ key, query }: BucketRequest): BucketAnswer {
    const versions = this.#versions.get(key) ?? [];
    const versionId = query.get('versionId');
    if (versionId !== undefined) {
      const isRetained = versions.some(({ id, isMarker }) => id === versionId && !isMarker);
      const { retainUntil } = this.#options;
      if (isRetained && retainUntil !== undefined && retainUntil > new Date()) return failure(403, 'AccessDenied');
      this.#keep(
        key,
        versions.filter(({ id }) => id !== versionId),
      );
      return { status: 204 };
    }
    if (this.#options.isVersioned !== true) {
      this.#versions.delete(key);
      return { status: 204 };
    }
    const marker = { id: newId(), body: Buffer.alloc(0), writtenAt: new Date(), isMarker: true };
    this.#keep(key, [marker, ...versions]);
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.id } };
  }

  #keep(key: string, versions: Version[]): void {
    if (versions.length === 0) this.#versions.delete(key);
    else this.#versions.set(key, versions);
  }

  #begin({ key }: BucketRequest): BucketAnswer {
    const id = newId();
    this.#uploads.set(id, { key, startedAt: new Date(), parts: new Map() });
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  }

  #takePart({ query, body }: BucketRequest): BucketAnswer {
    const upload = this.#uploads.get(query.get('uploadId') ?? '');
    if (upload === undefined) return failure(404, 'NoSuchUpload');
    upload.parts.set(Number(query.get('partNumber')), body);
    return { status: 200, headers: { etag: etagOf(body), 'x-amz-checksum-sha256': checksumOf(body) } };
  }

  #complete({ key, query, body }: BucketRequest): BucketAnswer {
    const upload = this.#uploads.get(query.get('uploadId') ?? '');
    if (upload === undefined) return failure(404, 'NoSuchUpload');
    const listed = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]*)<\/ETag>/g)];
    const parts = listed.map(([, number]) => upload.parts.get(Number(number)) ?? Buffer.alloc(0));
    if (parts.slice(0, -1).some((part) => part.length < 5 << 20)) return failure(400, 'EntityTooSmall');
    const isAsSent = listed.every(
      ([, , etag], at) => etag?.replaceAll('&#34;', '"') === etagOf(parts[at] ?? Buffer.alloc(0)),
    );
    if (!isAsSent || listed.length === 0) return failure(400, 'InvalidPart');
    this.#uploads.delete(query.get('uploadId') ?? '');
    this.#store(key, Buffer.concat(parts));
    return xml('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
  }

  #abort(uploadId: string): BucketAnswer {
    return this.#uploads.delete(uploadId) ? { status: 204 } : failure(404, 'NoSuchUpload');
  }

  #answerBucket(query: ReadonlyMap<string, string>): BucketAnswer {
    const prefix = query.get('prefix') ?? '';
    if (query.has('uploads')) {
      const uploads = [...this.#uploads].filter(([, { key }]) => key.startsWith(prefix));
      const entry = ([id, { key, startedAt }]: [string, Upload]): string =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${startedAt.toISOString()}</Initiated></Upload>`;
      return xml(`<ListMultipartUploadsResult>${uploads.map(entry).join('')}</ListMultipartUploadsResult>`);
    }
    if (query.has('versions')) {
      const all = [...this.#versions].filter(([key]) => key.startsWith(prefix));
      const entries = all.flatMap(([key, versions]) =>
        versions.map(({ id, isMarker }) => {
          const name = isMarker ? 'DeleteMarker' : 'Version';
          return `<${name}><Key>${key}</Key><VersionId>${id}</VersionId></${name}>`;
        }),
      );
      return xml(`<ListVersionsResult>${entries.join('')}</ListVersionsResult>`);
    }
    return this.#list(prefix, query.get('continuation-token') ?? '');
  }

  #list(prefix: string, after: string): BucketAnswer {
    const { pageSize = 1000 } = this.#options;
    const keys = this.keys.filter((key) => key.startsWith(prefix) && key > after);
    const page = keys.slice(0, pageSize);
    const entries = page.map((key) => {
      const version = this.#current(key);
      const written = version?.writtenAt.toISOString();
      return `<Contents><Key>${key}</Key><LastModified>${written}</LastModified><Size>${version?.body.length}</Size></Contents>`;
    });
    const isCut = keys.length > page.length;
    const token = isCut ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return xml(`<ListBucketResult><IsTruncated>${isCut}</IsTruncated>${token}${entries.join('')}</ListBucketResult>`);
  }
}

/** Both digests that a request may carry are those of its body. */
function isSound({ headers, body }: BucketRequest): boolean {
  const hex = createHash('sha256').update(body).digest('hex');
  const checksum = headers['x-amz-checksum-sha256'];
  return headers['x-amz-content-sha256'] === hex && (checksum === undefined || checksum === checksumOf(body));
}

function checksumOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64');
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

export function failure(status: number, code: string): BucketAnswer {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>made by a test</Message></Error>` };
}

function xml(text: string): BucketAnswer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0"?>${text}` };
}

function newId(): string {
  return randomBytes(12).toString('hex');
}
