// A threat: what can go wrong, where it enters, what it harms, and who says which control stands against it.
import type { Reference } from './reference-list.ts';
import type { Source } from './source.ts';

/** What the harm is done to. */
export type Impact =
  | 'any-asset'
  | 'input-confidentiality'
  | 'model-availability'
  | 'model-behaviour'
  | 'model-confidentiality'
  | 'training-data-confidentiality';

/** Where the attacker gets in. */
export type AttackSurface = 'engineering-environment' | 'model-use' | 'running-system' | 'supply-chain';

/** Who names a control against a threat. */
export type NamedBy =
  /** The text of section 3 of the OWASP AI Exchange. */
  | 'text'
  /** The periodic table of the OWASP AI Exchange. */
  | 'table'
  /** This catalogue, by its own judgement. */
  | 'catalogue';

export interface ThreatControl {
  readonly control: string;
  /** At least one. Where text and table disagree, only one of them stands here. */
  readonly namedBy: readonly NamedBy[];
}

export interface Threat {
  /** For example `DATAPOISON`. */
  readonly id: string;
  readonly title: string;
  /** What happens, in our own words. */
  readonly description: string;
  readonly impacts: readonly Impact[];
  readonly surfaces: readonly AttackSurface[];
  /** The group it is a kind of. */
  readonly partOf?: string;
  readonly source: Source;
  readonly controls: readonly ThreatControl[];
  /** Controls that a source names and for which the catalogue has no requirement, by the name they have there. */
  readonly withoutRequirement: readonly string[];
  readonly references: readonly Reference[];
}
