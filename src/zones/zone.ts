// A zone: a segregated area, who may do what in it, and what may come in from where. One zone per file.
import type { AccessPolicy } from '#access/request';
import type { AssetKind } from '#core/asset';

/** What may come in: from that zone, when that gate has let it through. */
export interface Inflow {
  /** Name of a zone; `outside` is everything that is in no zone yet, `any` every zone, which only quarantine may say. */
  readonly from: string;
  /** Name of the gate; absent where nothing has to be shown, which only quarantine and places of origin may say. */
  readonly gate?: string;
}

/** How the machines of the zone are run. What is not listed is not allowed. */
export interface Hardening {
  readonly network: 'none' | 'listed' | 'open';
  /** Hosts that may be reached when the network is `listed`. */
  readonly hosts: readonly string[];
  /** Kinds of jobs that may run. */
  readonly jobs: readonly string[];
  /** Days after which somebody has to have looked at this profile again. */
  readonly reviewDays: number;
}

export interface Zone {
  readonly schema: 'assay.zone/1';
  /** Kebab-case. */
  readonly name: string;
  /** Names that it had before: what was placed there lies here. */
  readonly formerly?: readonly string[];
  /** Which of the areas that come with Assay it is, when a workspace has renamed or split one. */
  readonly area: string;
  readonly purpose: string;
  /** Kinds of assets that may be placed here. */
  readonly holds: readonly AssetKind[];
  /** Kinds that lie here from the beginning when they were made here. */
  readonly home: readonly AssetKind[];
  /** Most sensitive label that may lie here, 0 (public) to 3 (restricted, or not labelled). */
  readonly maxSensitivity: number;
  readonly inflows: readonly Inflow[];
  /** Who may do what here; every policy names this zone. */
  readonly policies: readonly AccessPolicy[];
  readonly retention: { readonly days: number; readonly atEnd: 'review' | 'destroy' };
  readonly hardening: Hardening;
}

/** Where everything from outside lies until a gate lets it out. */
export const quarantineName = 'quarantine';

/** Where an asset comes from that is in no zone yet. */
export const outsideName = 'outside';

/** Every zone: what turns out bad goes into quarantine from wherever it lies. */
export const anyName = 'any';
