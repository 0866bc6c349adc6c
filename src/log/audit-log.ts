// Full audit: every entry is hashed again, every tile is made again and compared, and what differs is named.

import { emptyRoot, leafHash, rootOf } from '#core/tree-hash';
import { concat, hashBytes, isEqual } from './bytes.ts';
import { parseUnverifiedCheckpoint } from './checkpoint.ts';
import { encodeEntries, parseEntries } from './entry-bundle.ts';
import { LogError } from './log-error.ts';
import { checkpointPath, type LogStorage } from './log-storage.ts';
import { parseTilePath, type TileName, tilePath, tileWidth } from './tile-path.ts';
import { rootOfEdge } from './tree-edge.ts';

/** Something that is not as the signed checkpoint says. */
export interface AuditProblem {
  readonly path: string;
  readonly reason: string;
}

export interface AuditReport {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Resources that were compared, the checkpoint among them. */
  readonly resources: number;
  readonly problems: readonly AuditProblem[];
}

/**
 * Compares all of a log with the tree that its checkpoint stands for. Who signed the checkpoint is for `verifyCheckpoint`.
 * @throws {LogError} LOG_MISSING without a checkpoint, LOG_MALFORMED when it is none, LOG_READ
 */
export async function auditLog(storage: LogStorage): Promise<AuditReport> {
  const note = await storage.get(checkpointPath);
  if (note === undefined) throw new LogError('LOG_MISSING', 'There is no checkpoint, so this is no log.');
  const { origin, size, root } = parseUnverifiedCheckpoint(note);
  const paths = await storage.list();
  const audit = new Audit(storage, size, paths);
  await audit.run(root);
  return { origin, size, root, resources: paths.length, problems: audit.problems };
}

class Audit {
  readonly problems: AuditProblem[] = [];
  readonly #storage: Pick<LogStorage, 'get'>;
  readonly #size: number;
  /** Widths that lie there, by level and index. */
  readonly #present = new Map<string, TileName[]>();
  /** Hashes of the partial tile of each level, as they have to be. */
  readonly #levels: Uint8Array[][] = [];

  constructor(storage: Pick<LogStorage, 'get'>, size: number, paths: readonly string[]) {
    this.#storage = storage;
    this.#size = size;
    for (const path of paths) {
      if (path === checkpointPath) continue;
      const name = parseTilePath(path);
      if (name === undefined || name.index * tileWidth + name.width > this.#countOf(name.level)) {
        this.#report(
          path,
          'belongs to no tree that the checkpoint stands for (the next append completes one that was interrupted)',
        );
        continue;
      }
      const key = keyOf(name);
      this.#present.set(key, [...(this.#present.get(key) ?? []), name]);
    }
  }

  async run(root: Uint8Array): Promise<void> {
    for (let index = 0; index * tileWidth < this.#size; index++) {
      // Without a bundle and its tile nothing above can be made again; both are reported.
      if (!(await this.#checkBundle(index, root))) return;
    }
    for (let level = 1; this.#countOf(level) > 0; level++) {
      const index = Math.floor(this.#countOf(level) / tileWidth);
      if (this.#countOf(level) % tileWidth > 0) await this.#compare(level, index, this.#levels[level] ?? []);
    }
    if (!isEqual(rootOfEdge({ size: this.#size, entries: [], levels: this.#levels }), root)) {
      this.#report(checkpointPath, 'its root is not the root of the entries');
    }
  }

  /** A bundle and the tile of its hashes. Where they differ, what stands above says which of them is right. */
  async #checkBundle(index: number, root: Uint8Array): Promise<boolean> {
    const width = Math.min(tileWidth, this.#size - index * tileWidth);
    const entries = await this.#readEntries(index, width);
    const leaves = entries?.map(leafHash);
    const right = await this.#rightLeaves(index, leaves, await this.#readTile(0, index, width), root);
    if (right === undefined) {
      this.#report(tilePath({ level: 0, index, width }), 'is missing or of another length');
      return false;
    }
    const wrong = leaves?.findIndex((hash, at) => !isEqual(hash, right[at] ?? hash)) ?? -1;
    if (wrong >= 0) {
      const path = tilePath({ level: 'entries', index, width });
      this.#report(path, `entry ${index * tileWidth + wrong} is not the one that was logged`);
    } else if (entries !== undefined) await this.#comparePartialBundles(index, entries);
    await this.#compare(0, index, right);
    await this.#push(0, right, (index + 1) * tileWidth);
    return true;
  }

  async #rightLeaves(
    index: number,
    leaves: readonly Uint8Array[] | undefined,
    tile: readonly Uint8Array[] | undefined,
    root: Uint8Array,
  ): Promise<readonly Uint8Array[] | undefined> {
    if (leaves === undefined || tile === undefined) return leaves ?? tile;
    if (leaves.every((hash, at) => isEqual(hash, tile[at] ?? emptyRoot))) return leaves;
    return (await this.#isRight(index, tile, root)) ? tile : leaves;
  }

  /** A full tile against its parent, the last one against the root. */
  async #isRight(index: number, hashes: readonly Uint8Array[], root: Uint8Array): Promise<boolean> {
    if (hashes.length < tileWidth) {
      const levels = [hashes, ...this.#levels.slice(1)];
      return isEqual(rootOfEdge({ size: this.#size, entries: [], levels }), root);
    }
    const parent = Math.floor(index / tileWidth);
    const width = Math.min(tileWidth, this.#countOf(1) - parent * tileWidth);
    const above = (await this.#readTile(1, parent, width))?.[index % tileWidth];
    return above !== undefined && isEqual(above, rootOf(hashes));
  }

  /** Hands hashes that are right to their level; a level that is full goes on to the next. @param size - entries so far */
  async #push(level: number, hashes: readonly Uint8Array[], size: number): Promise<void> {
    if (hashes.length < tileWidth) {
      this.#levels[level] = [...hashes];
      return;
    }
    this.#levels[level] = [];
    const above = [...(this.#levels[level + 1] ?? []), rootOf(hashes)];
    this.#levels[level + 1] = above;
    if (above.length < tileWidth) return;
    await this.#compare(level + 1, size / tileWidth ** (level + 2) - 1, above);
    await this.#push(level + 1, above, size);
  }

  /** Every copy of a tile, full and partial, against what it has to be. */
  async #compare(level: number, index: number, hashes: readonly Uint8Array[]): Promise<void> {
    const names = this.#present.get(keyOf({ level, index })) ?? [];
    const wanted = { level, index, width: hashes.length };
    if (!names.some(({ width }) => width >= hashes.length)) this.#report(tilePath(wanted), 'is missing');
    for (const name of names) {
      const bytes = await this.#storage.get(tilePath(name));
      const expected = concat(...hashes.slice(0, name.width));
      if (bytes === undefined || !isEqual(bytes, expected)) this.#report(tilePath(name), differenceOf(bytes, expected));
    }
  }

  async #comparePartialBundles(index: number, entries: readonly Uint8Array[]): Promise<void> {
    for (const name of this.#present.get(keyOf({ level: 'entries', index })) ?? []) {
      if (name.width === entries.length) continue;
      const bytes = await this.#storage.get(tilePath(name));
      const expected = encodeEntries(entries.slice(0, name.width));
      if (bytes === undefined || !isEqual(bytes, expected))
        this.#report(tilePath(name), 'differs from the entries that were logged');
    }
  }

  async #readEntries(index: number, width: number): Promise<readonly Uint8Array[] | undefined> {
    const path = tilePath({ level: 'entries', index, width });
    const bytes = await this.#storage.get(path);
    if (bytes === undefined) {
      this.#report(path, 'is missing');
      return undefined;
    }
    try {
      const entries = parseEntries(bytes, path);
      if (entries.length === width) return entries;
      this.#report(path, `holds ${entries.length} entries, not ${width}`);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      this.#report(path, 'ends inside an entry');
    }
    return undefined;
  }

  /** What is missing is reported where the tile is compared. */
  async #readTile(level: number, index: number, width: number): Promise<readonly Uint8Array[] | undefined> {
    const bytes = await this.#storage.get(tilePath({ level, index, width }));
    if (bytes === undefined || bytes.length !== width * hashBytes) return undefined;
    return Array.from({ length: width }, (_, at) => bytes.subarray(at * hashBytes, (at + 1) * hashBytes));
  }

  #countOf(level: TileName['level']): number {
    return Math.floor(this.#size / tileWidth ** (level === 'entries' ? 0 : level));
  }

  #report(path: string, reason: string): void {
    this.problems.push({ path, reason });
  }
}

function keyOf({ level, index }: Pick<TileName, 'level' | 'index'>): string {
  return `${level}/${index}`;
}

function differenceOf(bytes: Uint8Array | undefined, expected: Uint8Array): string {
  if (bytes === undefined) return 'is missing';
  if (bytes.length !== expected.length) return `has ${bytes.length} bytes, not ${expected.length}`;
  const at = bytes.findIndex((byte, index) => byte !== expected[index]);
  return `hash ${Math.floor(at / hashBytes)} is not the hash of what it stands for (byte ${at})`;
}
