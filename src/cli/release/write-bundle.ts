// Writes a bundle: the folder appears as a whole or not at all.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AssayError } from '#core/errors';
import { type BundledRelease, type BundleWish, bundleRelease } from '#flow/release/bundle-release';
import type { Workspace } from '#flow/workspace/workspace';
import { reasonOf } from '../reason-of.ts';

/** @throws {AssayError} RELEASE_BUNDLE, and what the flow throws */
export async function writeBundle(
  workspace: Workspace,
  system: string,
  wish: BundleWish,
  folder: string,
): Promise<BundledRelease> {
  const target = resolve(folder);
  if (existsSync(target))
    throw new AssayError('RELEASE_BUNDLE', `${folder} is there already; a bundle goes into a new folder`, {
      path: folder,
    });
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    guard(folder, () => mkdirSync(temporary, { mode: 0o700 }));
    guard(folder, () => mkdirSync(join(temporary, 'parts')));
    const bundled = await bundleRelease(workspace, system, wish, temporary, (files) =>
      guard(folder, () => {
        mkdirSync(join(temporary, 'proofs'));
        for (const { path, text } of files) writeFileSync(join(temporary, path), text, { flag: 'wx' });
      }),
    );
    guard(folder, () => renameSync(temporary, target));
    return { ...bundled, folder };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function guard(folder: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new AssayError('RELEASE_BUNDLE', `The bundle cannot be written to ${folder}: ${reasonOf(error)}.`, {
      path: folder,
    });
  }
}
