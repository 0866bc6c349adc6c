// A key that says: these bytes were written here, by this user. It is for caches alone and never leaves its folder.
import { createHmac, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { FileError } from '#core/errors';

/** HMAC-SHA-256 of a text, lower-case hex. */
export type LocalMac = (text: string) => string;

/**
 * The key of `folder`; both are made when they are not there.
 * INVARIANT: it is bound to the file that holds it. A folder that was copied or unpacked has another key.
 * @param subject - what the codes are about; those of another subject are others
 * @throws {FileError} SIGN_KEY_EXPOSED when others can read it, FILE_KIND for what is no key; the system's errors
 */
export function openLocalKey(folder: string, subject: string): LocalMac {
  const path = join(folder, 'key');
  if (!fs.existsSync(path)) create(folder, path);
  const descriptor = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
  try {
    const stat = fs.fstatSync(descriptor, { bigint: true });
    if (!stat.isFile() || stat.size !== BigInt(keyBytes))
      throw new FileError('FILE_KIND', `${path} is no key`, { path });
    assertOwn(path, stat);
    const key = Buffer.alloc(keyBytes);
    fs.readSync(descriptor, key, 0, keyBytes, 0);
    const place = [stat.dev, stat.ino, stat.ctimeNs, subject].join('\0');
    const bound = createHmac('sha256', key).update(place).digest();
    return (text) => createHmac('sha256', bound).update(text).digest('hex');
  } finally {
    fs.closeSync(descriptor);
  }
}

function create(folder: string, path: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `.key.${randomBytes(8).toString('hex')}.tmp`);
  try {
    fs.writeFileSync(temporary, randomBytes(keyBytes), { flag: 'wx', mode: 0o600, flush: true });
    // Of two processes one makes the key.
    fs.linkSync(temporary, path);
  } catch (error) {
    if (!fs.existsSync(path)) throw error;
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

/** Windows has no such bits; there the access list of the folder decides. */
function assertOwn(path: string, { uid, mode }: fs.BigIntStats): void {
  const user = process.geteuid?.();
  if (user === undefined || (uid === BigInt(user) && (mode & 0o077n) === 0n)) return;
  throw new FileError('SIGN_KEY_EXPOSED', `${path} can be read or changed by others`, { path });
}

const keyBytes = 32;
