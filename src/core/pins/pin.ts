// Data sets that are addresses: what was seen at each address, and when. A pin is a sighting that later ones are compared with.
import type { Sha256 } from '../digest.ts';

export const hashAlgorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/** What the supplier of the list says the content is. */
export interface ExpectedHash {
  readonly algorithm: HashAlgorithm;
  /** Lower case. */
  readonly hex: string;
}

/** A row of the list. */
export interface Pointer {
  /** 1 for the first row. */
  readonly row: number;
  /** As it stands in the list. */
  readonly url: string;
  /** Absent when the list gives none; `unreadable` when what it gives is no hash that is known here. */
  readonly expected?: ExpectedHash | 'unreadable';
}

export interface Redirect {
  readonly status: number;
  readonly to: string;
}

/** What was seen at an address. */
export type Sighting = ContentSighting | NoSighting;

interface SightingFacts {
  /** RFC 3339, milliseconds, Z. */
  readonly at: string;
  readonly redirects: readonly Redirect[];
  /** HTTP status of the last answer. */
  readonly status?: number;
}

export interface ContentSighting extends SightingFacts {
  readonly state: 'content';
  readonly sha256: Sha256;
  /** Bytes as they were sent. */
  readonly size: number;
  readonly finalUrl: string;
  readonly contentType?: string;
  /** The server encoded although it was asked not to; the digest is over the encoded bytes. */
  readonly contentEncoding?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Whom the certificate of the server names: organisation, or name of the host. */
  readonly certificate?: string;
  /** The content begins like an HTML page. */
  readonly isPage?: true;
  /** No length was declared: a content that was cut would look the same. */
  readonly isOpenEnded?: true;
  /** Whether it is what the list expects; absent when the list does not say. */
  readonly isExpected?: boolean;
}

export interface NoSighting extends SightingFacts {
  /**
   * - `gone`: the server says that there is nothing (404, 410, 451)
   * - `unreachable`: nothing can be said; it may be there
   * - `refused`: not asked, because of what the address is
   */
  readonly state: 'gone' | 'unreachable' | 'refused';
  readonly reason: string;
}

export interface Pin extends Pointer {
  readonly sighting: Sighting;
}

/** How many pins there are of each kind. */
export interface PinCounts {
  readonly rows: number;
  readonly content: number;
  readonly gone: number;
  readonly unreachable: number;
  readonly refused: number;
  /** Of those with content: as the list expects it, not so, and first seen here. */
  readonly expected: number;
  readonly unexpected: number;
  readonly firstSeen: number;
  /** Of `expected`: by MD5 or SHA-1, for which others with the same hash can be made. */
  readonly weaklyExpected: number;
  /** Rows whose hash is none that is known here. */
  readonly unreadableHashes: number;
  /** With content that begins like an HTML page. */
  readonly pages: number;
  /** Bytes of all contents. */
  readonly bytes: number;
}
