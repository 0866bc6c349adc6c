// What a claim of speed is: the work, who else does it, and what has to be reached.

export interface Run {
  readonly exit: number;
  /** User and system time of the process and its children. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMiB: number;
}

export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** Left out unless `--all` is given: takes minutes or all memory. */
  readonly slow?: boolean;
}

export interface Prepared {
  /** The work in one line, with its size. */
  readonly work: string;
  readonly contenders: readonly Contender[];
}

export interface Claim {
  readonly name: string;
  /** What Assay has to reach, as a sentence. */
  readonly target: string;
  /** Judges Assay's median run against the others' of the same session. */
  readonly reached: (assay: Run, others: ReadonlyMap<string, Run>) => boolean;
  /** Makes the input below `folder` and names the commands. */
  readonly prepare: (tools: Tools, folder: string) => Prepared;
  readonly runs: number;
}

/** Where the commands are. */
export interface Tools {
  /** Command line prefix of Assay. */
  readonly assay: readonly string[];
  readonly node: string;
  readonly python: string;
  /** A command of the peers' virtual environment. */
  readonly peer: (name: string) => string;
}
