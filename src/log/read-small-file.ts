// Reads a file that other people may have put there: regular, of bounded size, no link.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { systemCode } from './durable-files.ts';
import { LogError } from './log-error.ts';

/**
 * The whole file; undefined when there is none.
 * @throws {LogError} LOG_READ when it cannot be read or is no regular file, LOG_LIMIT when it is larger than `maxBytes`
 */
export function readSmallFile(path: string, maxBytes: number): Uint8Array | undefined {
  const descriptor = guarded(path, () =>
    openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW),
  );
  if (descriptor === undefined) return undefined;
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new LogError('LOG_READ', `${path} is not a regular file.`, { path });
    if (stat.size > maxBytes)
      throw new LogError('LOG_LIMIT', `${path} is larger than ${maxBytes} bytes.`, { path, value: stat.size });
    return guarded(path, () => readFileSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

/** What `act` gives; undefined when the path does not exist. @throws {LogError} LOG_READ */
export function guarded<T>(path: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code;
    throw new LogError('LOG_READ', `${path} cannot be read: ${reason}.`, { path, value: code, cause });
  }
}
