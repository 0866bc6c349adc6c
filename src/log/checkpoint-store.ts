// The one place that says what a log or a witness signed last. It stands apart from the tiles and is never restored from a
// backup: whoever rolls the tiles back is then refused, because the next checkpoint would contradict the last one.

export interface StoredRecord {
  /** Grows by one with every swap; the first record has 1. */
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** One contract suite runs on every implementation: `tests/contracts/checkpoint-store.test.ts`. */
export interface CheckpointStore {
  /** @throws {LogError} LOG_READ, LOG_CORRUPT */
  readonly read: () => Promise<StoredRecord | undefined>;
  /**
   * Compare and swap: of several callers with the same `expected`, on however many machines, one returns. It returns when
   * the record is durable.
   * @param expected - version that was read; 0 when there was none
   * @throws {LogError} LOG_CONFLICT when another record came first; LOG_WRITE when it cannot be written, or when nobody can
   *   tell whether it was: read again
   */
  readonly swap: (expected: number, bytes: Uint8Array) => Promise<void>;
}
