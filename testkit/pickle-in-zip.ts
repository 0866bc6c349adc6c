// A pickle that runs a harmless command, as a member of an archive.

import { buildPickle, call, global, unicode } from './pickle.ts';
import { shell } from './pickle-payloads/payload.ts';
import type { ZipMember } from './zip-writer.ts';

/** Makes the marker file when it is unpickled. */
export const touchPickle: Uint8Array = buildPickle(2, call(global('os', 'system'), unicode(shell)));

export function touchMarker(name: string): ZipMember {
  return { name, data: touchPickle };
}

/** Python that unpickles one member of the zip at `path`. */
export function loadFromZip(member: string): string {
  return `__import__('pickle').loads(__import__('zipfile').ZipFile(path).read('${member}'))`;
}
