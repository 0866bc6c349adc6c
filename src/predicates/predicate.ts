// What a kind of statement is: the typed body of an in-toto statement, and how long it may be relied on. One kind per file.
import type { z } from 'zod';
import type { Sha256 } from '#core/digest';

/** Something the subject was made of or leans on: an edge of the lineage. */
export interface Material {
  /** What it is to the subject, for example `base-model` or `trained-on`. */
  readonly role: string;
  readonly name?: string;
  readonly sha256: Sha256;
}

/** Somebody or something without a digest that had a hand in the subject: whoever falls is asked about by name. */
export interface Party {
  /** For example `builder`, `host`, `labeller` or `supplier`. */
  readonly role: string;
  /** A URI, mail address or name, compared letter by letter. */
  readonly id: string;
}

export interface Predicate<Body = unknown> {
  /** Kebab-case, stable: it appears in reports, policies and the index. */
  readonly kind: string;
  /** The `predicateType` of the statement. */
  readonly type: string;
  /** What a statement of this kind says, as one sentence. */
  readonly meaning: string;
  /** What the digest of the subject stands for. */
  readonly subject: string;
  /** Own kinds refuse unknown members; kinds that others defined let them pass, as in-toto asks for. */
  readonly schema: z.ZodType<Body>;
  readonly example: Body;
  /** Days after which the statement says nothing any more; null where time alone takes nothing from it. */
  readonly timeToLiveDays: number | null;
  /** When the body itself says that it ends, RFC 3339 in UTC; the earlier of this and the time to live counts. */
  endsAt?(body: Body): string | undefined;
  /** What else takes its force, for people; empty where nothing does. */
  readonly invalidatedBy: readonly string[];
  /** What the subject was made of or leans on. */
  materials?(body: Body): readonly Material[];
  /** Who had a hand in the subject. */
  parties?(body: Body): readonly Party[];
  /** Digests that the body names and that have to be subjects, so that one cannot say something else than the other. */
  subjects?(body: Body): readonly Sha256[];
}

/** The type of a kind that is defined here. */
export function ownType(kind: string): string {
  return `https://assay/predicate/${kind}/v1`;
}
