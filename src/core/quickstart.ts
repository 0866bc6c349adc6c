// What the first command did: the document `assay.quickstart/1`.

export interface QuickstartErrand {
  /** As a user would type it. */
  readonly command: string;
  readonly what: string;
  readonly exitCode: number;
  readonly seconds: number;
  /** What it says when something went otherwise than it should. */
  readonly problem?: string;
}

export interface QuickstartAsset {
  readonly name: string;
  /** What it really is. */
  readonly what: string;
  readonly outcome: 'let in' | 'stopped' | 'not known';
  readonly zone: string;
  readonly wanted: string;
  /** Why it was stopped; empty for what was let in. */
  readonly because: readonly string[];
  /** Whether that is what should have become of it. */
  readonly asItShould: boolean;
}

export interface Quickstart {
  readonly schema: 'assay.quickstart/1';
  readonly folder: string;
  readonly seconds: number;
  readonly errands: readonly QuickstartErrand[];
  readonly assets: readonly QuickstartAsset[];
}
