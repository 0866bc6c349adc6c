// The local header of a member against its record in the central directory, field by field. Directory readers (Python,
// torch, Java's ZipFile) go by the directory, streaming readers (bsdtar, Java's ZipInputStream) by the local headers.
// @source APPNOTE 4.3.7, 4.3.12, 4.4; CPython Lib/zipfile `open`; CVE-2025-1944, CVE-2025-1945, CVE-2025-10156
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import type { MemberHeader, ZipEntry } from './entry.ts';
import { unicodePath } from './extra-field.ts';
import { decodeRawName } from './member-name.ts';
import { decisiveFlags, flagBits } from './records.ts';

/** Every difference that makes two readers see two things. */
export function compareHeaders(entry: ZipEntry, local: MemberHeader): Oddity[] {
  const name = quote(decodeRawName(entry.rawName));
  const found: string[] = [];
  const references: string[] = [];
  if (entry.rawName !== local.rawName) {
    found.push(
      `the directory says ${name}, its local header ${quote(decodeRawName(local.rawName))}: torch loads it under the ` +
        'first name, Python refuses it, streaming readers take the second',
    );
    references.push('CVE-2025-1944');
  }
  if ((entry.flags & decisiveFlags) !== (local.flags & decisiveFlags)) {
    found.push(
      `the flags of ${name} are ${hex(entry.flags)} in the directory and ${hex(local.flags)} in its local header: one ` +
        'says that it is encrypted or patched, so some readers refuse what others load',
    );
    references.push('CVE-2025-1945');
  }
  if (entry.method !== local.method) {
    found.push(
      `the method of ${name} is ${entry.method} in the directory and ${local.method} in its local header: streaming ` +
        'readers decode other bytes than Python and torch',
    );
  }
  found.push(...differingNumbers(entry, local, name));
  const where = { offset: local.at, element: 'local header' };
  const oddities = found.map((message): Oddity => ({ kind: 'two-readings', message, where, references }));
  return [...oddities, ...unicodeNames(entry, local)];
}

/** With a data descriptor the local header may leave CRC and sizes at 0 (APPNOTE 4.4.4, bit 3). */
function differingNumbers(entry: ZipEntry, local: MemberHeader, name: string): string[] {
  const deferred = (local.flags & flagBits.dataDescriptor) !== 0;
  const differing = (['crc', 'compressedSize', 'size'] as const).filter((field) => {
    if (entry[field] === local[field]) return false;
    return !(deferred && (local[field] === 0 || local[field] === 0xffffffff));
  });
  return differing.map(
    (field) =>
      `${words[field]} of ${name} is ${entry[field]} in the directory and ${local[field]} in its local header: ` +
      'Python and torch go by the first, streaming readers by the second',
  );
}

const words = { crc: 'the CRC-32', compressedSize: 'the compressed size', size: 'the size' } as const;

/** A Unicode path field may spell out a name that the header cannot; it may not give another one. */
function unicodeNames(entry: ZipEntry, local: MemberHeader): Oddity[] {
  return [entry, local].flatMap((header): Oddity[] => {
    const unicode = unicodePath(header.extra, header.rawName);
    const plain = decodeRawName(header.rawName);
    if (unicode === undefined || unicode === plain || spellsOut(plain, unicode)) return [];
    const message =
      `the name is ${quote(plain)} in the header and ${quote(unicode)} in its Unicode path field: torch takes the first, ` +
      'Info-ZIP and Python from 3.12 on the second';
    return [{ kind: 'two-readings', message, where: { offset: header.at, element: 'extra field 0x7075' } }];
  });
}

/** True when `unicode` has characters that `plain` could not hold, in the same folders and with the same extension. */
function spellsOut(plain: string, unicode: string): boolean {
  const beyondAscii = /[^\u0000-\u007f]/.test(unicode);
  const shape = (name: string): string => `${name.split('/').length}${/\.[A-Za-z0-9]+$/.exec(name)?.[0] ?? ''}`;
  return beyondAscii && shape(plain) === shape(unicode);
}

function hex(flags: number): string {
  return `0x${flags.toString(16)}`;
}
