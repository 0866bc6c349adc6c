// The first flow: paths in, report out. Reads files, starts no process, opens no socket, writes nothing.
import { availableParallelism } from 'node:os';
import { MemorySource } from '#core/byte-source';
import { sha256 } from '#core/digest';
import { FileError } from '#core/errors';
import type { FileReport, ScanReport, Verdict } from '#core/scan-report';
import { runOnWorkers } from '#jobs/worker-pool';
import { type Found, walkFolder } from '#store/walk-folder';
import { claimExternalData } from './claim-external-data.ts';
import type { NamedPolicy } from './policy.ts';
import { describe, type FileToScan, type ScannedFile, type ScanSettings, scanFile, unreadFile } from './scan-file.ts';
import { scanSource } from './scan-source.ts';

export interface ScanOptions {
  readonly policy: NamedPolicy;
  readonly version: string;
  readonly ruleset: string;
  /** Worker threads, >= 1. Absent: as many as the machine has, when there is work enough to pay for starting them. */
  readonly jobs?: number;
  /** Module of `scan-worker.ts` as it can be loaded here; without it everything runs in this thread. */
  readonly worker?: string | URL;
  /** Called at the start and after each file. */
  readonly onProgress?: (progress: ScanProgress) => void;
}

export interface ScanProgress {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** A file that is being read, when one alone is. */
  readonly path?: string;
}

/** Bytes that do not come from a file: standard input. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Below this a second thread costs more than it saves. */
const bytesWorthWorkers = 64 * 1024 * 1024;
/** A worker bounds its own memory far below; this is the wall behind that. */
const maxHeapMiB = 1024;

/** Scans every file at and under `paths`; a path that cannot be read is a line in the report, not an exception. */
export async function scan(paths: readonly (string | NamedBytes)[], options: ScanOptions): Promise<ScanReport> {
  const found: (Found | NamedBytes)[] = [];
  for (const path of paths) {
    if (typeof path !== 'string') found.push(path);
    else for (const entry of walkFolder(path)) found.push(entry);
  }
  const progress = new Progress(found, options.onProgress);
  const workers = workerCount(found, options);
  const files =
    workers > 1 ? await scanOnWorkers(found, workers, options, progress) : await scanHere(found, options, progress);
  return makeReport(claimExternalData(files), options);
}

async function scanHere(
  found: readonly (Found | NamedBytes)[],
  options: ScanOptions,
  progress: Progress,
): Promise<ScannedFile[]> {
  const files: ScannedFile[] = [];
  for (const entry of found) {
    progress.reading(pathOf(entry));
    const file = isFile(entry)
      ? await scanFile(entry, { allowed: options.policy.names })
      : await scanOther(entry, options);
    progress.done(file.report);
    files.push(file);
  }
  return files;
}

async function scanOnWorkers(
  found: readonly (Found | NamedBytes)[],
  workers: number,
  options: ScanOptions,
  progress: Progress,
): Promise<ScannedFile[]> {
  const files = found.filter(isFile);
  const settings: ScanSettings = { allowed: options.policy.names };
  const scanned = await runOnWorkers<FileToScan, ScannedFile>(files, {
    entry: options.worker ?? '',
    work: 'scan',
    workers,
    setup: settings,
    maxHeapMiB,
    onLost: ({ path, size }, error) =>
      withoutExternals(
        unreadFile(path, size, new FileError('FILE_UNREADABLE', `could not be scanned (${error.message})`)),
      ),
    onDone: ({ report }) => progress.done(report),
  });
  const byEntry = new Map<Found | NamedBytes, ScannedFile>();
  for (const [index, file] of files.entries()) {
    const result = scanned[index];
    if (result !== undefined) byEntry.set(file, result);
  }
  return Promise.all(found.map(async (entry) => byEntry.get(entry) ?? scanOther(entry, options)));
}

function workerCount(found: readonly (Found | NamedBytes)[], { jobs, worker }: ScanOptions): number {
  if (worker === undefined) return 1;
  const files = found.filter(isFile);
  if (jobs !== undefined) return Math.min(jobs, files.length);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return bytes < bytesWorthWorkers ? 1 : Math.min(availableParallelism(), files.length);
}

/** What is no file to read: a problem, or bytes from elsewhere. */
async function scanOther(entry: Found | NamedBytes, { policy }: ScanOptions): Promise<ScannedFile> {
  if ('bytes' in entry) {
    const source = new MemorySource(entry.bytes);
    const scanned = await scanSource(source, { name: entry.name, policy, sibling: () => undefined });
    return withoutExternals(describe(entry.name, source, sha256(entry.bytes), scanned));
  }
  const error = entry.kind === 'problem' ? entry.error : new FileError('FILE_UNREADABLE', 'was not scanned');
  return withoutExternals(unreadFile(entry.path, 0, error));
}

function withoutExternals(report: FileReport): ScannedFile {
  return { report, externalFiles: [] };
}

function makeReport(files: readonly FileReport[], { version, ruleset }: ScanOptions): ScanReport {
  const summary: Record<Verdict, number> = { clean: 0, suspicious: 0, malicious: 0, incomplete: 0 };
  for (const file of files) summary[file.verdict] += 1;
  return { schema: 'assay.scan/1', tool: { version, ruleset }, files, summary };
}

class Progress {
  readonly #tell: ScanOptions['onProgress'];
  readonly #filesTotal: number;
  readonly #bytesTotal: number;
  #filesDone = 0;
  #bytesDone = 0;

  constructor(found: readonly (Found | NamedBytes)[], tell: ScanOptions['onProgress']) {
    this.#tell = tell;
    this.#filesTotal = found.length;
    this.#bytesTotal = found.reduce((sum, entry) => sum + sizeOf(entry), 0);
  }

  reading(path: string): void {
    this.#show(path);
  }

  done(report: FileReport): void {
    this.#filesDone += 1;
    this.#bytesDone += report.size;
    this.#show();
  }

  #show(path?: string): void {
    const { filesDone, bytesDone } = { filesDone: this.#filesDone, bytesDone: this.#bytesDone };
    const state = { filesDone, filesTotal: this.#filesTotal, bytesDone, bytesTotal: this.#bytesTotal };
    this.#tell?.(path === undefined ? state : { ...state, path });
  }
}

function isFile(entry: Found | NamedBytes): entry is FileToScan {
  return 'kind' in entry && entry.kind === 'file';
}

function pathOf(entry: Found | NamedBytes): string {
  return 'path' in entry ? entry.path : entry.name;
}

function sizeOf(entry: Found | NamedBytes): number {
  if ('bytes' in entry) return entry.bytes.length;
  return entry.kind === 'file' ? entry.size : 0;
}
