// Flagged rows and a sample of the others, for people to decide on. The documents `assay.data-triage/1` and
// `assay.data-triage-report/1`.
import type { RowDecision, RowReason } from './data-scan.ts';
import type { RowId } from './data-set.ts';

/** What a reviewer sees of a row. */
export type TriageContent =
  | {
      readonly kind: 'picture';
      readonly height: number;
      readonly width: number;
      readonly channels: 1 | 3;
      /** Bytes of [height, width, channels], base64. */
      readonly pixels: string;
    }
  | { readonly kind: 'text'; readonly text: string };

export interface TriageItem {
  /** Of the queue, from `1`; rows may have long names. */
  readonly item: string;
  readonly row: RowId;
  /** That the row is declared to be of. */
  readonly class: string;
  /** Why it is in the queue: detectors speak against it, or it was drawn from those that nothing speaks against. */
  readonly from: 'flagged' | 'sample';
  /** Of the scan; absent where it was drawn. */
  readonly decision?: RowDecision;
  readonly score?: number;
  readonly because: readonly RowReason[];
  readonly source?: string;
  readonly time?: string;
  readonly content: TriageContent;
  /** The rows of its class that look most like it. */
  readonly nearest: readonly { readonly row: RowId; readonly content: TriageContent }[];
}

/** Flagged rows that have something in common: a flood is a few lines. */
export interface TriageGroup {
  readonly by: 'class' | 'source' | 'day';
  readonly name: string;
  readonly flagged: number;
  /** Rows of the whole data set in it. */
  readonly rows: number;
}

export interface SamplingPlan {
  /** Rows that nothing speaks against. */
  readonly rows: number;
  readonly drawn: number;
  /** Drawn rows that are what the data hold: the others are seeded. */
  readonly genuine: number;
  /** If this share of those rows is bad, 0..1, */
  readonly rate: number;
  /** then at least one of them is among the genuine drawn ones with this chance. */
  readonly chance: number;
}

export interface DataTriage {
  readonly schema: 'assay.data-triage/1';
  readonly dataset: {
    readonly path: string;
    readonly kind: 'images' | 'table' | 'text';
    readonly rows: number;
    readonly digest: string;
  };
  /** SHA-256 of the report of the scan. */
  readonly scan: string;
  readonly madeAt: string;
  /** Of the draw: anybody can draw the same rows again. */
  readonly seed: number;
  readonly classes: readonly string[];
  /** Every decision takes two reviewers who agree. */
  readonly twoPersons: boolean;
  readonly items: readonly TriageItem[];
  readonly groups: readonly TriageGroup[];
  /** Flagged rows that were too many for the queue, those of the lowest scores. */
  readonly leftOut: number;
  readonly sampling: SamplingPlan;
  /** Known defects among the drawn rows; which they are is sealed. */
  readonly seeded?: { readonly count: number; readonly commitment: string };
}

/** Which rows were seeded. Kept apart from the queue until the report. */
export interface TriageSeal {
  readonly schema: 'assay.data-triage-seal/1';
  /** Makes the commitment hide what it is of. */
  readonly nonce: string;
  readonly items: readonly { readonly item: string; readonly attack: string }[];
}

export const triageVerbs = ['accept', 'reject', 'relabel'] as const;
export type TriageVerb = (typeof triageVerbs)[number];

/** One line of the decisions. Nothing is ever taken back: a later decision of the same reviewer counts instead. */
export type TriageEvent =
  | { readonly event: 'shown'; readonly item: string; readonly reviewer: string; readonly at: string }
  | {
      readonly event: 'decided';
      readonly item: string;
      readonly verb: TriageVerb;
      /** The right class, of a relabelled row. */
      readonly class?: string;
      readonly reason: string;
      readonly reviewer: string;
      readonly at: string;
      /** How many decisions came with it from one file. */
      readonly batch?: number;
      /** Time it took, as the reviewer says. */
      readonly declaredSeconds?: number;
    };

export interface TriageStanding {
  readonly item: string;
  readonly row: RowId;
  readonly from: TriageItem['from'];
  readonly state: 'open' | 'second-wanted' | 'disputed' | 'decided';
  readonly verb?: TriageVerb;
  readonly class?: string;
  readonly reviewers: readonly string[];
  readonly reasons: readonly string[];
}

export interface ReviewerFigures {
  readonly reviewer: string;
  readonly decisions: number;
  readonly rejected: number;
  /** Median; absent where no time was measured. */
  readonly secondsPerDecision?: number;
  /** Seeded defects that they decided on, and those that they rejected or relabelled. */
  readonly seeded?: { readonly decided: number; readonly found: number; readonly low: number; readonly high: number };
}

export interface DataTriageReport {
  readonly schema: 'assay.data-triage-report/1';
  readonly queue: string;
  readonly dataset: DataTriage['dataset'];
  readonly counts: Readonly<Record<TriageStanding['state'], number>>;
  readonly verbs: Readonly<Record<TriageVerb, number>>;
  readonly reviewers: readonly ReviewerFigures[];
  /** Of the rows that nothing spoke against: bad ones among the genuine drawn ones, and the most there may be, at 95 %. */
  readonly sampling: SamplingPlan & { readonly decided: number; readonly bad: number; readonly worstRate: number };
  /** `opened`: the seal was opened and holds what was committed to. */
  readonly seal: 'none' | 'closed' | 'opened';
  readonly findings: readonly { readonly finding: string; readonly text: string }[];
  readonly limitations: readonly string[];
  /** Decided rows; seeded ones are not among them once the seal is open. */
  readonly standings: readonly TriageStanding[];
}
