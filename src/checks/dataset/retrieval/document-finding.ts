// What is found in one document.

export interface DocumentFinding {
  readonly detector: DocumentDetector;
  /** In words, with the place. */
  readonly text: string;
  /** [start, end) in UTF-16 units. */
  readonly span: readonly [number, number];
  /** 0..1, higher = less likely by accident. `setAside` and above: nobody writes so to be read by people. */
  readonly score: number;
}

export type DocumentDetector = (typeof documentDetectors)[number];

export const documentDetectors = [
  'planted-instruction',
  'hidden-text',
  'mixed-script',
  'control-character',
  'secret',
] as const;

/** Score from which a document is set aside without a person looking at it. */
export const setAside = 0.9;
