// The ways in which in-toto names a thing: digests by algorithm, and what else is known about it.
// in-toto attestation specification v1, "ResourceDescriptor" and "DigestSet".
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';

/** Algorithm -> digest in lower-case hex. */
export type DigestSet = Readonly<Record<string, string>>;

export interface ResourceDescriptor {
  readonly name?: string;
  readonly uri?: string;
  readonly digest?: DigestSet;
  /** Base64. */
  readonly content?: string;
  readonly downloadLocation?: string;
  readonly mediaType?: string;
  readonly annotations?: Readonly<Record<string, Json>>;
}

/** A value that JSON can hold, as the reader of statements gives it. */
export const json: z.ZodType<Json> = z.json() as z.ZodType<unknown> as z.ZodType<Json>;

export const jsonObject: z.ZodType<Readonly<Record<string, Json>>> = z.record(z.string(), json);

/** Names of algorithms are open; what is compared is decided by whoever compares. */
export const digestSet: z.ZodType<DigestSet> = z.record(z.string().min(1), z.string().min(1));

/** A member that nobody knows passes: in-toto's parsing rules ask consumers to ignore it. */
export const resourceDescriptor: z.ZodType<ResourceDescriptor> = z
  .looseObject({
    name: z.string().exactOptional(),
    uri: z.string().exactOptional(),
    digest: digestSet.exactOptional(),
    content: z.base64().exactOptional(),
    downloadLocation: z.string().exactOptional(),
    mediaType: z.string().exactOptional(),
    annotations: jsonObject.exactOptional(),
  })
  .refine(({ uri, digest, content }) => uri !== undefined || digest !== undefined || content !== undefined, {
    error: 'neither uri nor digest nor content names the thing',
  });

/** The SHA-256 in a set of digests; undefined where there is none, or what stands there is none. */
export function sha256Of(digests: DigestSet | undefined): Sha256 | undefined {
  const text = digests !== undefined && Object.hasOwn(digests, 'sha256') ? digests.sha256 : undefined;
  return text !== undefined && /^[0-9a-f]{64}$/.test(text) ? parseSha256(text) : undefined;
}
