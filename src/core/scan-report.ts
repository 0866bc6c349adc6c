// The result of a scan: the stable contract `assay.scan/1` that JSON, SARIF and text are printed from.
import type { Finding } from './finding.ts';

/**
 * What is said of a file. `malicious`: would run attacker-chosen code or is built to mislead a loader. `suspicious`:
 * needs a decision. `incomplete`: not every byte was covered. `clean`: every byte covered, nothing to decide.
 */
export const verdicts = ['clean', 'suspicious', 'malicious', 'incomplete'] as const;

export type Verdict = (typeof verdicts)[number];

/** A range [from, to) of the outermost file that no reader accounted for, and why. */
export interface NotCovered {
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

export interface Coverage {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly notCovered: readonly NotCovered[];
}

export interface FileReport {
  readonly path: string;
  readonly size: number;
  /** Lower-case hexadecimal SHA-256 of the bytes that were scanned; null when the file could not be read to its end. */
  readonly sha256: string | null;
  /** Every format that matched, outermost first, nested ones after. */
  readonly formats: readonly string[];
  readonly verdict: Verdict;
  readonly coverage: Coverage;
  readonly findings: readonly Finding[];
}

export interface ScanReport {
  readonly schema: 'assay.scan/1';
  readonly tool: { readonly version: string; readonly ruleset: string };
  readonly files: readonly FileReport[];
  readonly summary: Readonly<Record<Verdict, number>>;
}
