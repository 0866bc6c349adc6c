// Compare and swap where objects are only made and removed: record N+1 is a new object, and of several writers one makes it.
import * as limits from '#core/limits';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';

export interface ChainRecord {
  /** From 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** A slow writer that holds an old number must find a newer one. */
const recordsKept = 8;

/** The newest record of `folder`. @throws {StoreError} STORE_READ, STORE_CORRUPT */
export async function readChain(backend: ObjectBackend, folder: string): Promise<ChainRecord | undefined> {
  // A record that vanishes between listing and reading was an old one: there is a newer.
  for (let attempt = 0; attempt < recordsKept; attempt++) {
    const number = (await numbersIn(backend, folder)).at(-1);
    if (number === undefined) return undefined;
    const reader = await backend.open(nameOf(folder, number));
    if (reader === undefined) continue;
    try {
      return { number, bytes: await reader.read(0, Math.min(reader.size, limits.storeRecordBytes.value + 1)) };
    } finally {
      await reader.close();
    }
  }
  throw new StoreError('STORE_READ', `the records in ${backend.place(folder)} change faster than they can be read`);
}

/** @param number - of the record before. @returns false when another writer came first */
export async function extendChain(
  backend: ObjectBackend,
  folder: string,
  number: number,
  bytes: Uint8Array,
): Promise<boolean> {
  if (!(await backend.create(nameOf(folder, number + 1), bytes))) return false;
  const numbers = await numbersIn(backend, folder);
  // INVARIANT: the newest record is never removed, so who slept while its number was taken and removed again sees it here.
  if (numbers.at(-1) !== number + 1) return false;
  for (const old of numbers.slice(0, -recordsKept)) await backend.remove(nameOf(folder, old));
  return true;
}

/** In order. */
async function numbersIn(backend: ObjectBackend, folder: string): Promise<readonly number[]> {
  const listed = await backend.list(folder);
  return listed
    .flatMap(({ name }) => /[/]([0-9]{12})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function nameOf(folder: string, number: number): string {
  return `${folder}/${String(number).padStart(12, '0')}`;
}
