// Whether a manifest can be laid out here, before anything is written.
import { AssayError } from '#core/errors';
import { linksOutside } from '#core/link-target';
import type { Manifest } from '#core/manifest';
import { quote } from '#core/quote';
import { foldPath } from '#core/similar-paths';
import { workspaceFolderName } from '../workspace-folder.ts';

export interface WritableOptions {
  /** Allows links that lead out of the asset. */
  readonly linksOutside: boolean;
  readonly platform?: NodeJS.Platform;
}

/**
 * ATTACKER: a manifest may come from anybody.
 * @throws {AssayError} ASSET_NESTED for a path that is a workspace, or is on some systems; ASSET_UNWRITABLE for a hosted model, a
 *   name that means something else to this system, a link that leads out
 */
export function assertWritableTree({ entries }: Manifest, options: WritableOptions): void {
  for (const { path, type } of entries) {
    if (type === 'service') throw unwritable(path, 'is a hosted model: there are no bytes of it here');
    for (const step of path.split('/')) {
      if (foldPath(step) === workspaceFolderName) throw nested(path);
      if ((options.platform ?? process.platform) === 'win32' && windowsReserved.test(step)) {
        throw unwritable(path, 'is no name of a file on this system');
      }
    }
  }
  const [outside] = options.linksOutside ? [] : linksOutside(entries);
  if (outside !== undefined) throw unwritable(outside, 'is a link that leads out of the asset');
}

function nested(path: string): AssayError {
  return new AssayError('ASSET_NESTED', `${quote(path)} would be part of a workspace; nothing was written`, { path });
}

function unwritable(path: string, why: string): AssayError {
  return new AssayError('ASSET_UNWRITABLE', `${quote(path)} ${why}; nothing was written`, { path });
}

/** @source Microsoft, "Naming Files, Paths, and Namespaces" */
const windowsReserved = /[<>:"|?*\\]|[. ]$|^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
