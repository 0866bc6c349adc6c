// What `assay data scan` found. The document `assay.data-scan/1`.
import type { Exclusion, RowId } from './data-set.ts';

/** What is done about a row: set aside by itself, or shown to a person. */
export type RowDecision = 'filter' | 'alert';

/** What one detector says of one row. */
export interface RowReason {
  /** The detector, by the name of its method. */
  readonly detector: string;
  readonly score: number;
  /** In words, with the place where there is one. */
  readonly text: string;
  /** Where in the picture: rows and columns of pixels. */
  readonly region?: { readonly top: number; readonly left: number; readonly height: number; readonly width: number };
  /** Where in the text: [start, end) in UTF-16 units. */
  readonly span?: readonly [number, number];
}

export interface FlaggedRow {
  readonly row: RowId;
  readonly class: string;
  /** 0..1, higher = more likely poisoned. */
  readonly score: number;
  readonly decision: RowDecision;
  /** `backdoor`: a trigger makes the model do something. `sabotage`: it gets worse. */
  readonly category: 'backdoor' | 'sabotage';
  readonly because: readonly RowReason[];
  /** Not in the version that `since` names; absent where there is none. */
  readonly isNew?: boolean;
}

export interface ClassVerdict {
  readonly class: string;
  readonly rows: number;
  readonly declaredPoisoned: boolean;
  /** Of the rows of the class, 0..1. */
  readonly estimatedShare: number;
  readonly because: readonly string[];
}

/** What was measured on planted attacks, in these data. */
export interface DetectionPower {
  readonly attacks: readonly {
    readonly attack: string;
    readonly rate: number;
    readonly planted: number;
    readonly recall: number;
    readonly recallLow: number;
    readonly recallHigh: number;
    readonly falseAlarms: number;
    readonly falseAlarmsHigh: number;
  }[];
  readonly notCovered: readonly string[];
  /** Evidence id of the statement, or digest of the file it was read from. */
  readonly calibration: string;
}

/** One detector that ran or could not run. */
export interface DetectorRun {
  readonly detector: string;
  readonly version: number;
  /** What it looks for; both when absent. */
  readonly category?: 'backdoor' | 'sabotage';
  /** `fail`: it found something. */
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable' | 'error';
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Rows it speaks against. */
  readonly flagged: number;
  readonly why?: string;
}

/** Something that makes data worse without being an attack: duplicates, leakage, odd pictures. Never a reason to set a row aside. */
export interface QualityFinding {
  readonly kind: string;
  readonly text: string;
  readonly count: number;
  /** The first few. */
  readonly rows: readonly RowId[];
}

/** What was recovered of a trigger. */
export interface FoundTrigger {
  readonly class: string;
  readonly how: string;
  readonly rows: number;
  /** Words, or the values of columns. */
  readonly text?: string;
  /** The pattern as it stands in the picture: bytes of [height, width, channels], base64, and where. */
  readonly picture?: {
    readonly top: number;
    readonly left: number;
    readonly height: number;
    readonly width: number;
    readonly channels: number;
    readonly pixels: string;
  };
}

/** What the examination of one kind of data gives to the scan. */
export interface Examination {
  readonly classes: readonly ClassVerdict[];
  /** A person looks at each alert, so they have to be few. */
  readonly rows: readonly FlaggedRow[];
  readonly detectors: readonly DetectorRun[];
  readonly triggers: readonly FoundTrigger[];
  readonly quality: readonly QualityFinding[];
  readonly limitations: readonly string[];
  /** What trained and ran networks, with its version; absent where nothing did. */
  readonly engine?: string;
}

/** Where the scores come from at which a row is set aside or shown. */
export type ScanThresholds =
  /** Each detector has its own. */
  | { readonly from: 'detectors' }
  /** By experiment in these data: at or above `filter` a row is set aside, at or above `alert` it is shown. */
  | {
      readonly from: 'calibration';
      /** As in `DetectionPower`. */
      readonly calibration: string;
      readonly filter: number;
      readonly alert: number;
      /** Rows that a detector flagged and that score less than `alert`. */
      readonly leftOut: number;
      /** Rows whose decision is another one than their detectors had taken. */
      readonly changed: number;
    };

/** Rows of one contributor. */
export interface ScannedSource {
  readonly source: string;
  readonly rows: number;
  /** Flagged rows, by what they are flagged for. */
  readonly backdoor: number;
  readonly sabotage: number;
}

/** Beside a version of the same data that was accepted before. */
export interface NewSince {
  /** `reviews@3` */
  readonly version: string;
  /** Why it counts as accepted. */
  readonly because: string;
  readonly rows: number;
  /** Rows of the scanned set whose label and contents no row of that version has. */
  readonly newRows: number;
  /** Of these, flagged ones. */
  readonly newFlagged: number;
}

export interface DataScan extends Examination {
  readonly schema: 'assay.data-scan/1';
  readonly dataset: {
    readonly path: string;
    readonly kind: 'images' | 'table' | 'text';
    readonly rows: number;
    /** Digest over ids, labels and contents of all rows that were read. */
    readonly digest?: string;
  };
  readonly power: DetectionPower | 'unknown';
  /** Absent in reports of before there was a choice: from the detectors. */
  readonly thresholds?: ScanThresholds;
  /** SHA-256 of the sources of what looked at the rows: another calibration is needed for others. */
  readonly detectorCode?: string;
  /** Rows that were taken for good, and that these were held against. */
  readonly against?: { readonly path: string; readonly rows: number; readonly digest: string };
  readonly since?: NewSince;
  /** Who contributed rows, those with most flagged rows first; absent where nobody is named. At most 1,000. */
  readonly sources?: readonly ScannedSource[];
  /** SHA-256 of the model that was asked. */
  readonly model?: string;
  readonly excluded: readonly Exclusion[];
  /** What the reader noticed and took anyway. */
  readonly notes: readonly string[];
  readonly seed: number;
}
