// The ways in which in-toto names a thing: digests by algorithm, and what else is known about it.
// in-toto attestation specification v1, "ResourceDescriptor" and "DigestSet".
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';
import { nameLength } from './fields.ts';
import { optional } from './optional.ts';
import type { Material } from './predicate.ts';

/** Algorithm -> digest in lower-case hex. */
export type DigestSet = Readonly<Record<string, string>>;

export interface ResourceDescriptor {
  readonly name?: string | null;
  readonly uri?: string | null;
  readonly digest?: DigestSet | null;
  /** Base64. */
  readonly content?: string | null;
  readonly downloadLocation?: string | null;
  readonly mediaType?: string | null;
  readonly annotations?: Readonly<Record<string, Json>> | null;
}

/** A value that JSON can hold, as the reader of statements gives it. */
export const json: z.ZodType<Json> = z.json() as z.ZodType<unknown> as z.ZodType<Json>;

export const jsonObject: z.ZodType<Readonly<Record<string, Json>>> = z.record(z.string(), json);

/** Names of algorithms are open; what is compared is decided by whoever compares. */
export const digestSet: z.ZodType<DigestSet> = z.record(z.string().min(1), z.string().min(1));

/** A member that nobody knows passes: in-toto's parsing rules ask consumers to ignore it. */
export const resourceDescriptor: z.ZodType<ResourceDescriptor> = z
  .looseObject({
    name: optional(z.string()),
    uri: optional(z.string()),
    digest: optional(digestSet),
    content: optional(z.base64()),
    downloadLocation: optional(z.string()),
    mediaType: optional(z.string()),
    annotations: optional(jsonObject),
  })
  .refine(({ uri, digest, content }) => [uri, digest, content].some((one) => one !== undefined && one !== null), {
    error: 'neither uri nor digest nor content names the thing',
  });

/** The SHA-256 in a set of digests; undefined where there is none, or what stands there is none. */
export function sha256Of(digests: DigestSet | null | undefined): Sha256 | undefined {
  const text = digests && Object.hasOwn(digests, 'sha256') ? digests.sha256 : undefined;
  return text !== undefined && /^[0-9a-f]{64}$/.test(text) ? parseSha256(text) : undefined;
}

/** The edge to a thing that has a SHA-256. The annotation `relation` says more than `role`, where it is there. */
export function edgeTo({ digest, name, uri, annotations }: ResourceDescriptor, role: string): readonly Material[] {
  const sha256 = sha256Of(digest);
  if (sha256 === undefined) return [];
  const relation = annotations?.relation;
  const label = [name, uri].find((text) => text && text.length <= nameLength) ?? undefined;
  const said = typeof relation === 'string' && /^[a-z][a-z-]*$/.test(relation) ? relation : role;
  return [{ role: said, sha256, ...(label === undefined ? {} : { name: label }) }];
}
