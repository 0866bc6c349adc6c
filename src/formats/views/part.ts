// A piece of a file that is a file of its own: a zip member, a tensor, a base64 string that holds a pickle.
import type { ByteSource } from '#core/byte-source';

export interface Part {
  /** Name inside the container, as a loader would see it. */
  readonly name: string;
  readonly source: ByteSource;
  /**
   * Where the part lies in the container's own bytes. A part that cannot be read makes this range uncovered; absent: the
   * part was made from scattered bytes and a failure makes the whole container uncovered.
   */
  readonly range?: { readonly from: number; readonly to: number };
  /** True when the part's bytes stand as they are in `range` (stored, not compressed). */
  readonly stored?: boolean;
  /** Ids of formats to try whatever the content looks like, because a loader will. */
  readonly readAs?: readonly string[];
  /** Raw numbers that nothing interprets: matching no format is then as expected, and not "could not tell". */
  readonly raw?: boolean;
  /** Python modules that the part's loader takes from the same container, where their sources are scanned too. */
  readonly ownModules?: ReadonlySet<string>;
}
