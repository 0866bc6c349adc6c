// What the rows of a source, or of some time, say of who contributed them.

/** A source that stands out. */
export interface SourceVerdict {
  /** Its name, or in words which sources together. */
  readonly source: string;
  readonly rows: number;
  readonly flagged: number;
  /** Rows that were to be expected flagged if it were like the others. */
  readonly expected: number;
  /** Corrected for the number of sources. */
  readonly pValue: number;
  readonly because: string;
}

/** A time in which something came more densely than by chance. */
export interface BurstVerdict {
  /** Source, `flagged rows` or `all rows`. */
  readonly of: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly expected: number;
  /** Corrected for the number of windows and sources; NaN where the test is against a baseline, not exact. */
  readonly pValue: number;
}
