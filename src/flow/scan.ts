// The first flow: paths in, report out. Reads files, starts nothing, opens no socket, writes nothing.
import type { Policy } from '#checks/check';
import { type ByteSource, MemorySource } from '#core/byte-source';
import { sha256 } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import type { Finding } from '#core/finding';
import type { Coverage, FileReport, NotCovered, ScanReport, Verdict } from '#core/scan-report';
import { FileSource } from '#store/file-source';
import { type Found, siblingSize, walkFolder } from '#store/walk-folder';
import { type Scanned, scanSource } from './scan-source.ts';
import { decideVerdict } from './verdict.ts';

export interface ScanOptions {
  readonly policy: Policy;
  readonly version: string;
  readonly ruleset: string;
  /** Called before each file and once at the end. */
  readonly onProgress?: (progress: ScanProgress) => void;
}

export interface ScanProgress {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly path?: string;
}

/** Bytes that do not come from a file: standard input. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Scans every file at and under `paths`; a path that cannot be read is a line in the report, not an exception. */
export async function scan(paths: readonly (string | NamedBytes)[], options: ScanOptions): Promise<ScanReport> {
  const found: (Found | NamedBytes)[] = [];
  for (const path of paths) {
    if (typeof path !== 'string') found.push(path);
    else for (const entry of walkFolder(path)) found.push(entry);
  }
  const bytesTotal = found.reduce((sum, entry) => sum + sizeOf(entry), 0);
  const files: FileReport[] = [];
  let bytesDone = 0;
  for (const entry of found) {
    const path = 'path' in entry ? entry.path : entry.name;
    options.onProgress?.({ filesDone: files.length, filesTotal: found.length, bytesDone, bytesTotal, path });
    files.push(await scanOne(entry, options));
    bytesDone += sizeOf(entry);
  }
  options.onProgress?.({ filesDone: files.length, filesTotal: found.length, bytesDone, bytesTotal });
  return makeReport(files, options);
}

/** Puts file reports together in the order given. */
export function makeReport(files: readonly FileReport[], tool: { version: string; ruleset: string }): ScanReport {
  const summary: Record<Verdict, number> = { clean: 0, suspicious: 0, malicious: 0, incomplete: 0 };
  for (const file of files) summary[file.verdict] += 1;
  return { schema: 'assay.scan/1', tool: { version: tool.version, ruleset: tool.ruleset }, files, summary };
}

async function scanOne(entry: Found | NamedBytes, options: ScanOptions): Promise<FileReport> {
  if (!('kind' in entry)) return scanBytes(entry, options);
  if (entry.kind === 'problem') return unreadFile(entry.path, 0, entry.error);
  return scanFile(entry, options);
}

/** Scans one file of a walk. */
export async function scanFile(entry: Extract<Found, { kind: 'file' }>, options: ScanOptions): Promise<FileReport> {
  let source: FileSource;
  try {
    source = FileSource.open(entry.target);
  } catch (error) {
    return unreadFile(entry.path, entry.size, asFileError(entry.path, error));
  }
  try {
    const sibling = (path: string) => siblingSize(entry.target, entry.root, path);
    const scanned = await scanSource(source, { name: entry.path, policy: options.policy, sibling });
    return describe(entry.path, source, source.finish(), scanned);
  } catch (error) {
    return unreadFile(entry.path, source.size, asFileError(entry.path, error));
  } finally {
    source.close();
  }
}

async function scanBytes(entry: NamedBytes, options: ScanOptions): Promise<FileReport> {
  const source = new MemorySource(entry.bytes);
  const scanned = await scanSource(source, { name: entry.name, policy: options.policy, sibling: () => undefined });
  return describe(entry.name, source, sha256(entry.bytes), scanned);
}

function describe(path: string, source: ByteSource, digest: string, scanned: Scanned): FileReport {
  const coverage = coverageOf(source.size, scanned.notCovered);
  const verdict = decideVerdict(scanned.findings, coverage);
  return {
    path,
    size: source.size,
    sha256: digest,
    formats: scanned.formats,
    verdict,
    coverage,
    findings: scanned.findings,
  };
}

function coverageOf(size: number, notCovered: readonly NotCovered[]): Coverage {
  const sorted = [...notCovered].sort((a, b) => a.from - b.from || a.to - b.to);
  let missing = 0;
  let at = 0;
  for (const range of sorted) {
    missing += Math.max(0, range.to - Math.max(range.from, at));
    at = Math.max(at, range.to);
  }
  return { bytesRead: size - missing, bytesTotal: size, notCovered: sorted };
}

function unreadFile(path: string, size: number, error: AssayError): FileReport {
  const finding: Finding = {
    check: 'unreadable-file',
    outcome: 'error',
    severity: 'info',
    message: `The file ${error.message}; it was not scanned.`,
    where: {},
    remedy:
      error.code === 'FILE_LINK_OUTSIDE' ? 'Scan the folder the link leads to.' : 'Make it readable, or leave it out.',
    references: [error.code],
    controls: ['OWASP-SUPPLYCHAINMANAGE-31'],
  };
  const coverage = {
    bytesRead: 0,
    bytesTotal: size,
    notCovered: size > 0 ? [{ from: 0, to: size, why: error.message }] : [],
  };
  return { path, size, sha256: null, formats: [], verdict: 'incomplete', coverage, findings: [finding] };
}

function asFileError(path: string, error: unknown): AssayError {
  if (error instanceof AssayError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new FileError('FILE_UNREADABLE', `could not be scanned (${text})`, { path, cause: error });
}

function sizeOf(entry: Found | NamedBytes): number {
  if (!('kind' in entry)) return entry.bytes.length;
  return entry.kind === 'file' ? entry.size : 0;
}
