// A named file for tests: how to build it and what a scan must say of it.
import type { Verdict } from '#core/scan-report';

export interface Sample {
  /** File name with extension; unique in its testkit file. */
  readonly name: string;
  readonly build: () => Uint8Array;
  readonly verdict: Verdict;
  /** What is special about it, as a sentence. */
  readonly because: string;
  /** Id of the check that must fire; absent for clean ones. */
  readonly check?: string;
  /**
   * Python expression that loads `path` and thereby runs the payload; the payload touches the file named by the
   * environment variable ASSAY_MARKER. Present only where CPython's standard library alone can prove it.
   */
  readonly executes?: string;
}
