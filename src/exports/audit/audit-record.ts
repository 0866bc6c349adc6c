// A way of writing events of the audit down for another system: one line per event. One way per file.
import type { AuditEvent } from '#core/audit/audit-event';

/** Of which log a record is. */
export interface RecordSource {
  /** Origin of the log. */
  readonly origin: string;
  /** Version of Assay. */
  readonly version: string;
}

/** What the records of one run rest on: the tree of the log up to which they go, and that it begins with the tree of the run before. */
export interface ExportedTree {
  readonly origin: string;
  /** Entries that were handed on before. */
  readonly from: number;
  /** Entries of the tree. */
  readonly size: number;
  /** Root of the tree, hex. */
  readonly root: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** The signed note of the log, so that whoever has its key can verify it. */
  readonly checkpoint: string;
  /** Hashes of the consistency proof (RFC 6962), hex. */
  readonly consistency: readonly string[];
}

/** What of a line can be held against a log. */
export interface ReadRecord {
  /** What makes the leaf of the entry. */
  readonly entry?: Pick<AuditEvent, 'logIndex' | 'statement' | 'at'>;
  readonly tree?: ExportedTree;
}

export interface RecordFormat {
  /** As the command line calls it. */
  readonly id: string;
  /** One line, without its end. */
  event(event: AuditEvent, source: RecordSource): string;
  /** The line that ends a run. */
  tree(tree: ExportedTree, source: RecordSource): string;
  /** Reads a line back. @returns undefined for a line that is no record: torn, or of somebody else */
  read(line: string): ReadRecord | undefined;
}
