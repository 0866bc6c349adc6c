// Where sealed bytes lie: objects by name. None is ever changed; they are made once, and removed. So whoever reads an object
// reads it whole or finds it gone, and two writers can only collide over who makes a name first.

/** Names are `folder/name`: lower-case letters, digits, `.` and `-`. One contract suite runs on every implementation. */
export interface ObjectBackend {
  /** Where an object lies, for messages. */
  place(name: string): string;
  /**
   * Makes a small object at a name that nobody has taken, and returns when it is durable.
   * @returns false when the name is taken
   * @throws {StoreError} STORE_WRITE, STORE_NETWORK, STORE_REFUSED; it may then be there, as a whole
   */
  create(name: string, bytes: Uint8Array): Promise<boolean>;
  /** A large object in pieces, at a name that nobody else draws. @throws {StoreError} as `create` */
  write(name: string): Promise<ObjectWriter>;
  /** Undefined when there is none. @throws {StoreError} STORE_READ, STORE_NETWORK, STORE_REFUSED */
  open(name: string): Promise<ObjectReader | undefined>;
  /** The objects of a folder, by name. @throws {StoreError} as `open` */
  list(folder: string): Promise<readonly ListedObject[]>;
  /** Returns when it is gone for good; one that is not there is no error. @throws {StoreError} as `create` */
  remove(name: string): Promise<void>;
  /**
   * Removes what writers that were killed left behind and no list shows.
   * @param before - milliseconds since 1970: only what was last written earlier
   * @returns how many there were
   */
  clean(before: number): Promise<number>;
}

export interface ListedObject {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** When it was last written, milliseconds since 1970. */
  readonly writtenAt: number;
}

export interface ObjectWriter {
  /** The bytes have been taken over when it returns. */
  write(bytes: Uint8Array): Promise<void>;
  /** Returns when all bytes are durable under the name. */
  finish(): Promise<void>;
  /** Removes what was written, as far as that is possible. Never throws. */
  abort(): Promise<void>;
}

export interface ObjectReader {
  readonly size: number;
  /** Bytes from `at`; fewer than `length` only at the end. @throws {StoreError} STORE_READ, STORE_NETWORK, STORE_MISSING when it was removed meanwhile */
  read(at: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
