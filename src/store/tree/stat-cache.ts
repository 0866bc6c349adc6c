// What files looked like when they were hashed, so that those that did not change need not be read again. It belongs to one
// user on one machine; see `local-key.ts`.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import * as limits from '#core/limits';
import { stateOf } from '../hash-file.ts';
import { readWhole } from '../read-whole.ts';
import { type LocalMac, openLocalKey } from './local-key.ts';
import { hasStableStat } from './stable-stat.ts';

export interface StatCacheOptions {
  /** For caches alone; made when it is not there. */
  readonly folder: string;
  /** What the rows are valid for: the workspace, the hash, whatever else decides about digests. */
  readonly subject: string;
  /** The asset, links resolved. */
  readonly root: string;
  /** Before the first file is listed or read. */
  readonly begun: Date;
}

/** What a file looks like now, and the digest it had when it looked the same. */
export interface StatLook {
  readonly state: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
  readonly digest?: string;
}

export interface StatRow {
  readonly name: string;
  /** As `hashFile` and `look` give it. */
  readonly state: string;
  readonly digest: string;
}

/**
 * ATTACKER: whoever may write to the folder could make files look unchanged. Rows of another key, another machine or another
 * asset, and damaged ones, are ignored as a whole, and `note` says so.
 * @limits sees no bit rot, no writes below the file system and none through a mapping that was writable already when the file
 *   was read: what has to be certain reads everything
 */
export class StatCache {
  /** A sentence on why no digest is known; absent when some may be. */
  readonly note?: string;
  readonly #options: StatCacheOptions;
  readonly #rows: Rows;

  constructor(options: StatCacheOptions) {
    this.#options = options;
    const found = load(options);
    this.#rows = typeof found === 'string' ? new Map() : found;
    if (typeof found === 'string') this.note = `Every file is read: ${found}.`;
  }

  /** Undefined when there is no regular file at `path`. */
  look(name: string, path: string): StatLook | undefined {
    const stat = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return undefined;
    const state = stateOf(stat);
    const row = this.#rows.get(name);
    const known = row?.state === state ? { digest: row.digest } : {};
    return { state, size: Number(stat.size), executable: (stat.mode & 0o100n) !== 0n, ...known };
  }

  /**
   * Keeps `rows` in place of the earlier ones. Nothing is lost when that fails: the next run reads every file.
   * INVARIANT: a row is kept only when any later change of its file gets another ctime. So its ctime is older than the beginning
   * of this run by more than clocks are coarse, and its file is on the file system of the root.
   * @returns a sentence on why nothing was kept; undefined when it was
   */
  write(rows: readonly StatRow[]): string | undefined {
    const { root, begun } = this.#options;
    try {
      if (!hasStableStat(root)) return undefined;
      const before = BigInt(begun.getTime() - clockMs) * 1_000_000n;
      const device = `${fs.lstatSync(root, { bigint: true }).dev} `;
      const kept = rows.filter(({ state }) => state.startsWith(device) && ctimeOf(state) < before);
      const list = kept.map(({ name, state, digest }) => [name, state, digest]);
      const body = JSON.stringify({ begun: begun.getTime(), rows: list });
      const { path, mac } = placeOf(this.#options);
      replace(path, `${schema} ${mac(body)}\n${body}`);
      return undefined;
    } catch (error) {
      return `Nothing is remembered for the next time: ${reasonOf(error)}.`;
    }
  }
}

type Rows = ReadonlyMap<string, Pick<StatRow, 'state' | 'digest'>>;

/** The rows, or why there are none. */
function load(options: StatCacheOptions): Rows | string {
  try {
    if (!hasStableStat(options.root)) return 'the file system is not known to tell every change';
    const { path, mac } = placeOf(options);
    if (!fs.existsSync(path)) return 'nothing is remembered of them';
    const text = Buffer.from(readWhole(path, limits.statCacheBytes.value)).toString();
    const end = text.indexOf('\n') + 1;
    const body = text.slice(end);
    if (!equal(text.slice(0, end), `${schema} ${mac(body)}\n`))
      return 'what is remembered of them is damaged or foreign';
    // The code was right, so this process or an earlier one of the same user wrote it.
    const { begun, rows }: { begun: number; rows: readonly (readonly [string, string, string])[] } = JSON.parse(body);
    if (begun > options.begun.getTime()) return 'the clock was set back';
    return new Map(rows.map(([name, state, digest]) => [name, { state, digest }]));
  } catch (error) {
    return reasonOf(error);
  }
}

function placeOf({ folder, subject, root }: StatCacheOptions): { readonly path: string; readonly mac: LocalMac } {
  const mac = openLocalKey(folder, `${subject}\0${root}`);
  return { path: join(folder, `${mac('name').slice(0, 32)}.stat`), mac };
}

/** As a whole or not at all. It is not synchronised: its code tells when a power cut damaged it. */
function replace(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    fs.renameSync(temporary, path);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

/** What the system or the store says; anything else is a bug. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return error.message;
  throw error;
}

function ctimeOf(state: string): bigint {
  return BigInt(state.slice(state.lastIndexOf(' ') + 1));
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const schema = 'assay.stat-cache/1';
/** File systems keep times by the tick of the kernel, some by the second. */
const clockMs = 2000;
