// What `assay data lab` measured: attacks were planted in a copy of these data, and this is what was found of them. The document
// `assay.data-lab/1`.

/** A share that was counted, with its interval of Clopper and Pearson at 95 %. */
export interface CountedShare {
  readonly hits: number;
  readonly trials: number;
  /** 0..1; 0 when there was no trial. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface LabAttack {
  readonly id: string;
  readonly title: string;
  readonly category: 'backdoor' | 'sabotage';
  readonly source: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /**
   * How well the distance of a row from the middle of its class alone tells planted rows, as the area under the curve: near 1 the
   * attack is trivially easy in these data, and finding it shows little.
   */
  readonly triviality: number;
  readonly isTrivial: boolean;
}

/** A threshold that was chosen on one half of the seeds, and what it did on the other. */
export interface OperatingPoint {
  /** In the units of `sweeps`; rows at or above it are flagged. */
  readonly threshold: number;
  readonly recall: CountedShare;
  readonly falseAlarms: CountedShare;
  /** Good rows that it costs in the whole data set, as measured. */
  readonly goodRows: number;
  readonly why: string;
}

export interface LabDetector {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  /** Of id, version and parameters: a calibration holds for exactly this detector. */
  readonly digest: string;
  readonly category: 'backdoor' | 'sabotage' | 'both';
  /** `score`: 0..1 as the scan gives it. `deviations`: robust standard deviations above the median of the class. */
  readonly unit: 'score' | 'deviations';
  readonly filter: OperatingPoint;
  readonly alert: OperatingPoint;
  /** Whether it finds at least one of the attacks: the lower end of recall at the alert threshold reaches the least wanted. */
  readonly effective: boolean;
}

/** One detector on one attack at one rate, over the seeds that are reported. */
export interface LabCell {
  readonly detector: string;
  readonly attack: string;
  readonly rate: number;
  readonly seeds: number;
  readonly filter: { readonly recall: CountedShare; readonly falseAlarms: CountedShare };
  readonly alert: { readonly recall: CountedShare; readonly falseAlarms: CountedShare };
  /** What the scan does with the thresholds that it comes with, without a calibration. Scan only. */
  readonly uncalibrated?: {
    readonly filter: { readonly recall: CountedShare; readonly falseAlarms: CountedShare };
    readonly alert: { readonly recall: CountedShare; readonly falseAlarms: CountedShare };
  };
  /** Over the seeds; absent where the detector could not tell. */
  readonly auroc?: { readonly mean: number; readonly lowest: number; readonly highest: number };
  /** Seeds in which the class of the target was declared poisoned, and classes without a planted row that were. Scan only. */
  readonly declared?: { readonly target: number; readonly others: number };
}

/** Poison removed and clean rows lost at each threshold, all rates and reported seeds together. */
export interface LabSweep {
  readonly detector: string;
  readonly attack: string;
  readonly points: readonly { readonly threshold: number; readonly removed: number; readonly lost: number }[];
}

/** What a small model learnt from the data, of rows that were kept back; all reported seeds together. */
export interface LabAccuracy {
  /** Id of an attack, or `none`: nothing was planted. */
  readonly attack: string;
  readonly rate: number;
  /** After nothing was taken out, what the scan filters, and all that it flags, with the thresholds that it comes with. */
  readonly points: readonly {
    readonly removed: 'nothing' | 'filtered' | 'flagged';
    /** Rows that were learnt from. */
    readonly learnt: number;
    readonly accuracy: CountedShare;
    /** Rows of other classes that the trigger leads to the target; absent where the attack has no such trigger. */
    readonly attackSuccess?: CountedShare;
  }[];
}

export interface DataLab {
  readonly schema: 'assay.data-lab/1';
  readonly dataset: {
    readonly path: string;
    readonly kind: 'images' | 'table' | 'text';
    readonly rows: number;
    /** Over ids, labels and contents of all rows; a calibration holds for exactly these data. */
    readonly digest: string;
    /** Rows that were used, where it was not all. */
    readonly sampled?: number;
  };
  readonly madeAt: string;
  /** SHA-256 of the sources of the scan, and the engine that it had: the calibration holds for exactly these. */
  readonly detectorCode?: string;
  readonly engine?: string;
  /** SHA-256 of the model that the scan asked. */
  readonly model?: string;
  readonly seed: number;
  readonly seeds: { readonly chosenOn: readonly number[]; readonly reportedOn: readonly number[] };
  readonly rates: readonly number[];
  readonly attacks: readonly LabAttack[];
  readonly detectors: readonly LabDetector[];
  readonly cells: readonly LabCell[];
  readonly sweeps: readonly LabSweep[];
  /** Absent where it was not measured. */
  readonly accuracies?: readonly LabAccuracy[];
  /** The data as they are, nothing planted: what the scan flags of them. */
  readonly unplanted: {
    readonly runs: number;
    readonly filtered: CountedShare;
    readonly alerted: CountedShare;
    readonly declaredClasses: number;
  };
  readonly notCovered: readonly string[];
  readonly limitations: readonly string[];
}
