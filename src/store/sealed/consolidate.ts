// Puts small packs and key files together, as log-structured merge trees do: what is of about one size is merged when there is
// enough of it, so every blob is copied a few times at most, however many commits follow.
import type { ObjectBackend, ObjectReader } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import type { KeyFile } from './key-file.ts';
import { isKept, type KeptRecord, placeOf, recordKey, wrapRecord } from './key-record.ts';
import { emptiedPacks, mergeCosts, packsOf, smallPackBytes, usedBytes } from './pack-use.ts';
import { PackWriter, packBytes, packFolder, packName } from './pack-writer.ts';
import { type Replacement, recordsUnder, replaceKeyFiles } from './replace-key-files.ts';
import type { HeldLock } from './tending-lock.ts';
import { removeUnused } from './unused-packs.ts';

const copyBytes = 4_194_304;

/**
 * Merges the key files that `chosen` picks, and the small packs they speak of.
 * @param chosen - from all key files and the bytes that merging each would write
 * @returns how many packs and key files there are less
 */
export async function consolidate(
  parts: Replacement,
  lock: HeldLock,
  chosen: (costs: ReadonlyMap<string, number>, wasted: ReadonlySet<string>) => readonly string[],
): Promise<number> {
  const { backend, index } = parts;
  const packs = new Map((await backend.list(packFolder)).map(({ name, size }) => [name, size]));
  await index.reload({ untilStable: true });
  const doubt = index.doubt();
  if (doubt !== undefined) throw doubt;
  const files = index.files;
  const used = usedBytes(index);
  const moved = movedPacks(packs, used);
  const sources = chosen(mergeCosts(index), wastedFiles(parts, packs, used, moved));
  // A pack that was published and is not used any more is nobody's.
  const old = new Set([...moved, ...emptiedPacks(index, used)].filter((name) => packs.has(name)));
  const remove = (): Promise<number> =>
    removeUnused(
      backend,
      index,
      [...old].map((name) => ({ name })),
    );
  if (sources.length === 0) return remove();
  const copier = new Copier(backend, moved);
  const records: Buffer[] = [];
  try {
    // A crash between making a key file and removing its sources leaves copies of records.
    const seen = new Set<string>();
    for (const name of sources) {
      const file = files.get(name);
      if (file === undefined) continue;
      for (const bytes of recordsUnder(index, name, file, parts.zoneKey)) {
        await lock.renew();
        const key = recordKey(bytes);
        if (!seen.has(key)) records.push(isKept(bytes) ? await copy(parts, copier, name, file, bytes) : bytes);
        seen.add(key);
      }
    }
    await copier.finish();
  } catch (error) {
    await copier.abort();
    throw error;
  }
  // Somebody may have taken over what the new key file said before it went, so the new packs stay until they are swept.
  if (!(await replaceKeyFiles(parts, sources, records))) return 0;
  return (await remove()) + sources.length - copier.finished - 1;
}

async function copy(
  { index, zoneKey }: Replacement,
  copier: Copier,
  name: string,
  file: KeyFile,
  bytes: Buffer,
): Promise<Buffer> {
  const next = await copier.copy(placeOf(bytes));
  if (next === undefined) return bytes;
  const record = index.unwrap(name, { ...file, zoneKey }, bytes);
  return record.state === 'kept' ? wrapRecord(zoneKey, { ...record, ...next }) : bytes;
}

/** Packs whose blobs go into others when a key file that speaks of them is merged. */
function movedPacks(packs: ReadonlyMap<string, number>, used: ReadonlyMap<string, number>): ReadonlySet<string> {
  const moved = [...used].filter(([name, bytes]) => bytes < smallPackBytes || bytes < (packs.get(name) ?? 0) / 2);
  return new Set(moved.map(([name]) => name));
}

/** Key files that speak of packs which would get smaller. */
function wastedFiles(
  { index }: Replacement,
  packs: ReadonlyMap<string, number>,
  used: ReadonlyMap<string, number>,
  moved: ReadonlySet<string>,
): ReadonlySet<string> {
  const isWasted = (pack: string): boolean => moved.has(pack) && (used.get(pack) ?? 0) < (packs.get(pack) ?? 0);
  const found = [...index.files].filter(([, file]) => [...packsOf(file).keys()].some(isWasted));
  return new Set(found.map(([name]) => name));
}

/** Copies sealed bytes as they are: what is damaged stays damaged, and is found by whoever opens it. */
class Copier {
  readonly #backend: ObjectBackend;
  readonly #moved: ReadonlySet<string>;
  readonly #done: PackWriter[] = [];
  #pack: PackWriter | undefined;

  constructor(backend: ObjectBackend, moved: ReadonlySet<string>) {
    this.#backend = backend;
    this.#moved = moved;
  }

  get finished(): number {
    return this.#done.length;
  }

  /** Undefined for a blob that stays where it is. */
  async copy(
    from: Pick<KeptRecord, 'pack' | 'offset' | 'length'>,
  ): Promise<{ pack: string; offset: number } | undefined> {
    if (!this.#moved.has(packName(from.pack))) return undefined;
    const object = await this.#backend.open(packName(from.pack));
    if (object === undefined) return undefined;
    try {
      if (from.offset + from.length > object.size) return undefined;
      if (this.#pack !== undefined && this.#pack.size + from.length > packBytes) await this.finish();
      this.#pack ??= new PackWriter(this.#backend);
      const offset = this.#pack.size;
      for (let at = 0; at < from.length; at += copyBytes) {
        const length = Math.min(copyBytes, from.length - at);
        await this.#pack.append(await readExactly(object, from.offset + at, length));
      }
      return { pack: this.#pack.id, offset };
    } finally {
      await object.close();
    }
  }

  async finish(): Promise<void> {
    if (this.#pack === undefined) return;
    this.#done.push(this.#pack);
    const pack = this.#pack;
    this.#pack = undefined;
    await pack.finish();
  }

  async abort(): Promise<void> {
    for (const pack of [...this.#done, ...(this.#pack === undefined ? [] : [this.#pack])]) await pack.abort();
  }
}

/** @throws {StoreError} STORE_BUSY when the pack goes, or gets shorter, while it is read: then somebody else tends the store */
async function readExactly(object: ObjectReader, at: number, length: number): Promise<Uint8Array> {
  const bytes = await object.read(at, length).catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'STORE_MISSING') return undefined;
    throw error;
  });
  if (bytes?.length === length) return bytes;
  throw new StoreError('STORE_BUSY', 'another process tends the store; try again later');
}
