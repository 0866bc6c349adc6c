// Pins a data set that is a list of addresses, and later tells what became of it.

import { parseSha256 } from '#core/digest';
import { checkDownloads } from '#core/pins/check-downloads';
import type { DownloadCheck } from '#core/pins/download-check';
import type { PinCounts } from '#core/pins/pin';
import type { PinVerification } from '#core/pins/pin-check';
import type { PinReport } from '#core/pins/pin-report';
import { pinTargets } from '#jobs/pins/pin-targets';
import { readPins } from '#jobs/pins/read-pins';
import { verifyPins } from '#jobs/pins/verify-pins';
import { hashFile, loadHasher } from '#store/hash-file';
import { listModel } from '#store/list-model';
import { type NetworkRequest, networkOptions } from './network.ts';
import { openPointers, type PointerColumns } from './read-pointers.ts';

export interface PinRequest extends PointerColumns, NetworkRequest {
  /** Path of the list of pins. */
  readonly output: string;
  readonly onProgress?: (done: number, rows: number) => void;
}

export interface VerifyPinnedRequest extends NetworkRequest {
  /** Where what is seen now is kept as a list of pins; a run that was killed goes on from there. */
  readonly keep?: string;
  readonly mostListed?: number;
  readonly onProgress?: (done: number) => void;
}

/** @throws {FormatError} for a list that is none; {AssayError} PINS_MALFORMED, PINS_WRITE, USAGE; {FileError} */
export async function pinDataSet(list: string, request: PinRequest): Promise<PinReport> {
  const { header, rows, pointers } = openPointers(list, request);
  const { onProgress, output } = request;
  const progress = onProgress === undefined ? {} : { onProgress: (done: PinCounts) => onProgress(done.rows, rows) };
  const counts = await pinTargets(pointers(), header, output, { ...networkOptions(request), ...progress });
  return { schema: 'assay.pin/1', list, pins: output, counts };
}

/** Asks every address again. @throws {AssayError} PINS_MALFORMED, PINS_WRITE; {FileError} */
export async function verifyPinned(pins: string, request: VerifyPinnedRequest): Promise<PinVerification> {
  const { onProgress, keep, mostListed } = request;
  return verifyPins(pins, {
    ...networkOptions(request),
    ...(keep === undefined ? {} : { keep }),
    ...(mostListed === undefined ? {} : { mostListed }),
    ...(onProgress === undefined ? {} : { onProgress: ({ rows }: PinCounts) => onProgress(rows) }),
  });
}

/**
 * Compares files that were downloaded with what was pinned; asks nobody.
 * @throws {AssayError} PINS_MALFORMED; {FileError} for a folder that cannot be read as a whole
 */
export async function verifyDownloads(pins: string, folder: string, mostListed?: number): Promise<DownloadCheck> {
  const hasher = await loadHasher('sha256');
  const { files, problems } = listModel(folder, { ignore: new Set(), followLinks: false });
  const [problem] = problems;
  if (problem !== undefined) throw problem;
  const found = files.map(({ name, path }) => ({ path: name, sha256: parseSha256(hashFile(path, hasher).digest) }));
  return checkDownloads(readPins(pins), found, { pins, folder, ...(mostListed === undefined ? {} : { mostListed }) });
}
