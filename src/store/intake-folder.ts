// Where something is fetched to before it is looked at: below the workspace, nobody else's business, and gone afterwards.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError } from '#core/errors';

export interface IntakeFolder {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * @param workspaceFolder - `.assay`
 * @param now - milliseconds since 1970: what an earlier fetch left a day ago was interrupted, and goes
 * @throws {AssayError} WORKSPACE_WRITE
 */
export function openIntakeFolder(workspaceFolder: string, now: number): IntakeFolder {
  const folder = join(workspaceFolder, 'intake');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeInterrupted(folder, now);
    const path = mkdtempSync(join(folder, 'fetch-'));
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('WORKSPACE_WRITE', `nothing can be fetched into ${folder}: ${reason}`, {
      path: folder,
      cause,
    });
  }
}

function removeInterrupted(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (now - statSync(path).mtimeMs > dayMs) rmSync(path, { recursive: true, force: true });
  }
}

const dayMs = 86_400_000;
