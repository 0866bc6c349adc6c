// What a reader noticed about structure while it made a view. A fact only: the check for its kind says what it means.
import type { Place } from '#core/place';

/**
 * - `two-readings`: two loaders that people use would read these bytes differently
 * - `tolerated`: breaks the format's own text, yet the reference loader accepts it
 * - `hidden-bytes`: bytes that no part of the structure accounts for
 * - `path-escape`: a name that leads out of the folder it is unpacked or looked up in
 * - `bomb`: costs a loader far more memory, disk or time than the file's size suggests
 * - `encrypted`: content that cannot be read without a key
 * - `not-followed`: a part that was recognised and not read, with the reason
 * - `unverified`: bytes that were read and scanned, and not compared with what the file says of them
 */
export type OddityKind =
  | 'two-readings'
  | 'tolerated'
  | 'hidden-bytes'
  | 'path-escape'
  | 'bomb'
  | 'encrypted'
  | 'not-followed'
  | 'unverified';

export interface Oddity {
  readonly kind: OddityKind;
  /** One sentence; text from the file through `quote`. For `two-readings` it names both readings. */
  readonly message: string;
  readonly where: Place;
  readonly references?: readonly string[];
}
