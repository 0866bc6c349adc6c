// `--output FILE`: the whole report or nothing. A reader never meets half of one.
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AssayError } from '#core/errors';
import { reasonOf } from './reason-of.ts';

/** Refuses before a long scan what would fail after it. @throws {AssayError} OUTPUT_FAILED */
export function assertWritable(path: string): void {
  const target = targetOf(path);
  guard(path, () => {
    const stat = statSync(target, { throwIfNoEntry: false });
    if (stat?.isDirectory()) throw new Error('it is a folder');
    accessSync(stat === undefined || stat.isFile() ? dirname(target) : target, constants.W_OK);
  });
}

/** Writes beside the target and renames. Pipes and devices cannot be renamed over, so they are written to. */
export function writeOutput(path: string, text: string | Uint8Array): void {
  const target = targetOf(path);
  const stat = statSync(target, { throwIfNoEntry: false });
  const special = stat !== undefined && !stat.isFile();
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  guard(path, () => {
    if (special) {
      writeFileSync(target, text);
      return;
    }
    try {
      writeFileSync(temporary, text, { flag: 'wx' });
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Where a symbolic link to a file leads, so that the link stays one. What leads to a pipe or device has no other name. */
function targetOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? realpathSync(path) : path;
}

function guard(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new AssayError('OUTPUT_FAILED', `The report cannot be written to ${path}: ${reasonOf(error)}.`, { path });
  }
}
