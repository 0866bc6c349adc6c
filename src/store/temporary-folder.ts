// A folder of our own for the time of some work: nobody else can look into it, and it is gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writing } from './durable-files.ts';

/** @param act - given the path of an empty folder @throws {StoreError} STORE_WRITE; what `act` throws */
export async function inTemporaryFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = writing(tmpdir(), () => mkdtempSync(join(tmpdir(), 'assay-')));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
