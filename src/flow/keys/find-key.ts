// From how the id of a key begins to the key.
import type { Trust } from '#attest/trust';
import type { TrustedKey } from '#attest/trusted-key';
import { AssayError } from '#core/errors';

/** @param prefix - 8 hexadecimal digits or more @throws {AssayError} USAGE, KEY_UNKNOWN */
export function findKey(trust: Trust, prefix: string): TrustedKey {
  if (!/^[0-9a-f]{8,64}$/.test(prefix)) {
    throw new AssayError('USAGE', 'A key is named by its id, or the first 8 digits of it or more.', { value: prefix });
  }
  const [found, other] = [...trust.keys.values()].filter(({ id }) => id.startsWith(prefix));
  if (found !== undefined && other === undefined) return found;
  const reason = found === undefined ? 'the log knows no key of the id' : 'more than one key begins with';
  throw new AssayError('KEY_UNKNOWN', `${reason} ${prefix}`, { value: prefix });
}
