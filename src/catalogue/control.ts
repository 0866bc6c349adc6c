// A control: what is done against threats. Its requirements name it.
import type { Reference } from './reference-list.ts';
import type { Source } from './source.ts';

export interface Control {
  /** For example `DEVSECURITY`, `NCSC-2.1`. */
  readonly id: string;
  readonly title: string;
  /** What it is for, in our own words. */
  readonly purpose: string;
  /** `threats`: against those threats that name it. `life-cycle`: the source asks for it against every threat. */
  readonly scope: 'threats' | 'life-cycle';
  readonly source: Source;
  /** Further controls of the source, by their name there, that its requirements speak of too. */
  readonly includes?: readonly string[];
  readonly references: readonly Reference[];
}
