// Names of resources: written by whoever signed, used as paths by whoever verifies.
import { quote } from '#core/quote';
import { SignError } from '../sign-error.ts';
import type { Resource } from './signed-model.ts';

/**
 * A path below the model that can only mean one file below the model.
 * @throws {SignError} SIGN_MALFORMED for absolute paths, `.`, `..`, empty parts, NUL, and half surrogate pairs
 * @source OMS v1.0 section 6.1.2
 */
export function assertResourcePath(path: string): void {
  const bad = path.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (bad || path.includes('\0') || !path.isWellFormed()) {
    throw new SignError('SIGN_MALFORMED', `the signature names a file ${quote(path)}, which is no path below a model`);
  }
}

/** Path and range of a shard's name; the path may hold colons itself. @throws {SignError} SIGN_MALFORMED */
export function parseShardName(name: string): Pick<Resource, 'path'> & Required<Pick<Resource, 'range'>> {
  const match = /^(?<path>.+):(?<start>0|[1-9]\d*):(?<end>[1-9]\d*)$/su.exec(name);
  const { path, start, end } = match?.groups ?? {};
  const range = { start: Number(start), end: Number(end) };
  if (path === undefined || !Number.isSafeInteger(range.end) || !(range.start < range.end)) {
    throw new SignError('SIGN_MALFORMED', `the signature names a shard ${quote(name)}, which is not path:start:end`);
  }
  return { path, range };
}
