// Where the public part of a log lies: tiles, entry bundles and the checkpoint, by their paths in C2SP tlog-tiles.

/** One contract suite runs on every implementation: `tests/contracts/log-storage.test.ts`. */
export interface LogStorage {
  /** The whole resource; undefined when there is none. @throws {LogError} LOG_READ, LOG_LIMIT */
  readonly get: (path: string) => Promise<Uint8Array | undefined>;
  /**
   * Returns when all resources are durable. Each one is there as a whole or not at all; some of them may be there
   * when it throws. What stood at a path is replaced.
   * @throws {LogError} LOG_WRITE
   */
  readonly put: (resources: ReadonlyMap<string, Uint8Array>) => Promise<void>;
  /** The path of every resource, sorted. @throws {LogError} LOG_READ */
  readonly list: () => Promise<readonly string[]>;
}

/** Path of the only resource that changes. */
export const checkpointPath = 'checkpoint';
