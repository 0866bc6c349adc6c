// The key files of a store, held in memory. They never change, so looking again means reading the new and dropping the gone.
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { ListedObject, ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import { type KeyFile, parseKeyFile } from './key-file.ts';
import { type DestroyedRecord, isKept, type KeptRecord, keyPrintOf, unwrapRecord } from './key-record.ts';
import type { ZoneKey } from './zone-key.ts';
import { readZoneState } from './zone-state.ts';

export const keyFolder = 'keys';
/** Each takes as long as reading a list; a writer that commits takes longer. */
const mostAttempts = 100;

/** What the key files say of one digest. */
export interface FoundKeys {
  /** More than one when two writers added the same bytes at once. */
  readonly kept: readonly KeptRecord[];
  /** Set when nothing is kept. */
  readonly destroyed?: DestroyedRecord;
}

export class KeyIndex {
  readonly #backend: ObjectBackend;
  readonly #zoneKeys: () => readonly ZoneKey[];
  #files = new Map<string, KeyFile>();
  /** Key files that cannot be used, or not relied on, and why. */
  #problems = new Map<string, StoreError>();
  #sizes = new Map<string, number>();
  #retired: readonly string[] = [];
  #listed: readonly string[] = [];
  /** Written here since the last list was taken, which may not show them. */
  #adopted = new Set<string>();
  /** One list is taken after the other, so that an older one never replaces a newer. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(backend: ObjectBackend, zoneKeys: () => readonly ZoneKey[]) {
    this.#backend = backend;
    this.#zoneKeys = zoneKeys;
  }

  get files(): ReadonlyMap<string, KeyFile> {
    return this.#files;
  }

  get problems(): ReadonlyMap<string, StoreError> {
    return this.#problems;
  }

  /** Key files under keys that were rotated away: nobody was told that what is in them is there. */
  get retired(): readonly string[] {
    return this.#retired;
  }

  /** Bytes by object name. */
  get sizes(): ReadonlyMap<string, number> {
    return this.#sizes;
  }

  /**
   * Reads the key files that are new.
   * @param untilStable - a folder that changes while it is listed may show neither the old file nor the one that replaces it:
   *   reads until two lists in a row are the same
   */
  reload({ untilStable = false }: { readonly untilStable?: boolean } = {}): Promise<void> {
    const turn = this.#last.then(() => this.#reload(untilStable));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #reload(untilStable: boolean): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      this.#adopted.clear();
      const listed = await this.#backend.list(keyFolder);
      const isSame = listed.length === this.#listed.length && listed.every(({ name }, at) => name === this.#listed[at]);
      const isWhole = await this.#take(listed);
      this.#listed = listed.map(({ name }) => name);
      if (isWhole && (isSame || !untilStable)) return;
    }
    const path = this.#backend.place(keyFolder);
    throw new StoreError('STORE_READ', `${path} changes faster than it can be read`, { path });
  }

  /** @returns false when one of them was gone before it was read */
  async #take(listed: readonly ListedObject[]): Promise<boolean> {
    const files = new Map<string, KeyFile>();
    const problems = new Map<string, StoreError>();
    let isWhole = true;
    for (const object of listed) {
      const file = this.#files.get(object.name) ?? (await this.#load(object));
      if (file === undefined) isWhole = false;
      else if (file instanceof StoreError) problems.set(object.name, file);
      else {
        files.set(object.name, file);
        if (file.damage !== undefined) problems.set(object.name, this.#named(object.name, file.damage));
      }
    }
    const retired = await this.#retiredOf(problems);
    for (const name of retired) problems.delete(name);
    this.#retired = retired;
    const sizes = new Map(listed.map(({ name, size }) => [name, size]));
    for (const name of this.#adopted) {
      const file = this.#files.get(name);
      if (file === undefined || files.has(name)) continue;
      files.set(name, file);
      sizes.set(name, this.#sizes.get(name) ?? 0);
    }
    this.#files = files;
    this.#problems = problems;
    this.#sizes = sizes;
    return isWhole;
  }

  /** Takes in a key file that has just been written. */
  adopt(name: string, bytes: Buffer): void {
    this.#files = new Map(this.#files).set(name, parseKeyFile(keyFileId(name), this.#zoneKeys(), bytes));
    this.#adopted.add(name);
    this.#sizes.set(name, bytes.length);
  }

  /**
   * @param only - the key under which a record must be wrapped to count as kept
   * @throws {StoreError} STORE_CORRUPT when a record of that name was tampered with
   */
  find(digest: Sha256, only?: ZoneKey): FoundKeys {
    const names = new Map(this.#zoneKeys().map((key) => [key, key.nameOf(digest)]));
    const kept: KeptRecord[] = [];
    const destroyed: DestroyedRecord[] = [];
    for (const [path, file] of this.#files) {
      const name = names.get(file.zoneKey);
      if (name === undefined) continue;
      for (const bytes of file.damage === undefined ? file.records.find(name) : file.records.search(name)) {
        const record = this.unwrap(path, file, bytes);
        if (record.state === 'destroyed') destroyed.push(record);
        else if (only === undefined || only === file.zoneKey) kept.push(record);
      }
    }
    // INVARIANT: what a tombstone names is destroyed, even if a copy of its key turns up again.
    const gone = new Set(destroyed.map(({ keyPrint }) => keyPrint));
    const left = kept.filter((record) => !gone.has(keyPrintOf(record)));
    const [tombstone] = destroyed;
    return left.length > 0 || tombstone === undefined ? { kept: left } : { kept: left, destroyed: tombstone };
  }

  /** Whether a blob of that digest is kept under that key, without looking at the disk again. */
  knows(digest: Sha256, zoneKey: ZoneKey): boolean {
    return this.find(digest, zoneKey).kept.length > 0;
  }

  unwrap(path: string, file: KeyFile, bytes: Buffer): KeptRecord | DestroyedRecord {
    try {
      return unwrapRecord(file.zoneKey, bytes);
    } catch (error) {
      throw error instanceof StoreError ? this.#named(path, error) : error;
    }
  }

  /** Prints of the keys that were destroyed. */
  destroyedPrints(): ReadonlySet<string> {
    const prints = new Set<string>();
    for (const [path, file] of this.#files) {
      for (const bytes of file.records) {
        const record = isKept(bytes) ? undefined : this.unwrap(path, file, bytes);
        if (record?.state === 'destroyed') prints.add(record.keyPrint);
      }
    }
    return prints;
  }

  /** The first thing that keeps us from saying that a blob is missing. */
  doubt(): StoreError | undefined {
    return this.#problems.values().next().value;
  }

  /** Those of which the zone says that their key is of no account. */
  async #retiredOf(problems: ReadonlyMap<string, StoreError>): Promise<readonly string[]> {
    const foreign = [...problems].filter(([, { code }]) => code === 'STORE_KEY');
    if (foreign.length === 0) return [];
    const ids = new Set<unknown>((await readZoneState(this.#backend))?.retired);
    return foreign.filter(([, { fields }]) => ids.has(fields.value)).map(([name]) => name);
  }

  async #load({ name, size }: ListedObject): Promise<KeyFile | StoreError | undefined> {
    if (size > limits.keyFileBytes.value) {
      const path = this.#backend.place(name);
      return new StoreError('STORE_LIMIT', `${path} is larger than any key file`, { path, limit: 'keyFileBytes' });
    }
    try {
      const reader = await this.#backend.open(name);
      if (reader === undefined) return undefined;
      try {
        const bytes = await reader.read(0, Math.min(reader.size, limits.keyFileBytes.value));
        return parseKeyFile(
          keyFileId(name),
          this.#zoneKeys(),
          Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        );
      } finally {
        await reader.close();
      }
    } catch (error) {
      if (!(error instanceof StoreError) || error.code === 'STORE_NETWORK') throw error;
      return error.code === 'STORE_MISSING' ? undefined : this.#named(name, error);
    }
  }

  #named(name: string, error: StoreError): StoreError {
    if (error.fields.path !== undefined) return error;
    const path = this.#backend.place(name);
    return new StoreError(error.code, `${path}: ${error.message}`, { ...error.fields, path });
  }
}

/** `keys/<id>.keys` */
export function keyFileName(id: string): string {
  return `${keyFolder}/${id}.keys`;
}

function keyFileId(name: string): string {
  return name.slice(keyFolder.length + 1).replace(/[.]keys$/, '');
}
