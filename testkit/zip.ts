// Zip archives by class: honest ones of many writers, and every way in which two readers see two things.
import { constants, deflateRawSync } from 'node:zlib';
import { loadFromZip, touchMarker } from './pickle-in-zip.ts';
import type { Sample } from './sample.ts';
import { buildZip, type ZipMember, type ZipOptions } from './zip-writer.ts';

const hello: ZipMember = { name: 'docs/hello.txt', data: 'hello, this is a text\n' };
const long: ZipMember = { name: 'docs/long.txt', data: 'one line of many\n'.repeat(500), deflate: true };
const notes = { name: 'notes.txt', data: 'notes\n' };

function clean(name: string, because: string, members: readonly ZipMember[], options?: ZipOptions): Sample {
  return { name: `${name}.zip`, build: () => buildZip(members, options), verdict: 'clean', because };
}

function odd(
  check: string,
  name: string,
  because: string,
  members: readonly ZipMember[],
  options?: ZipOptions,
): Sample {
  const verdict = verdicts.get(check) ?? 'malicious';
  return { name: `${name}.zip`, build: () => buildZip(members, options), verdict, because, check };
}

const verdicts: ReadonlyMap<string, Sample['verdict']> = new Map([
  ['hidden-bytes', 'suspicious'],
  ['tolerated-oddity', 'suspicious'],
  ['encrypted-content', 'incomplete'],
  ['not-followed', 'incomplete'],
]);

const padding = Buffer.concat([Buffer.from([0x46, 0x42, 40, 0]), Buffer.alloc(40, 'Z')]);
const unknownExtra = Buffer.concat([Buffer.from([0x34, 0x12, 200, 0]), Buffer.from('abcdefgh'.repeat(25))]);
const link = { unixMode: 0o120777 };

const honest: readonly Sample[] = [
  clean('stored', 'a stored member', [hello]),
  clean('deflated', 'deflated members', [long, hello]),
  clean('empty', 'no member at all', []),
  clean('folders', 'folders are members too, and may repeat', [
    { name: 'docs/', data: '', unixMode: 0o40755 },
    { name: 'docs/', data: '', unixMode: 0o40755 },
    hello,
  ]),
  clean('descriptor', 'CRC and sizes after the data, with signature', [{ ...long, descriptor: 'signed' }, hello]),
  clean('plain-descriptor', 'CRC and sizes after the data, without signature', [{ ...long, descriptor: 'plain' }]),
  clean('zip64', 'zip64 records beside the plain ones', [hello, long], { zip64: true }),
  clean('comment', 'a comment of the archive and of a member', [{ ...hello, comment: 'mine' }], { comment: 'ours' }),
  clean('padding', 'torch pads extra fields', [{ ...hello, says: { extra: padding } }]),
  clean('zero-gap', 'zeros between members, as zipalign leaves them', [hello, { ...long, before: Buffer.alloc(100) }]),
  clean('same-copies', 'two equal copies of a name read the same', [hello, hello]),
  clean('utf8-flag', 'the flag for UTF-8 names in one header only', [{ ...hello, local: { flags: 0x800 } }]),
  clean('zipapp', 'a Python zipapp starts with a line for the shell', [{ name: '__main__.py', data: 'print(1)\n' }], {
    prefix: Buffer.from('#!/usr/bin/env python3\n'),
  }),
  clean('inner-link', 'a link that stays inside', [hello, { name: 'docs/link', data: 'hello.txt', ...link }]),
  clean('mac', 'what macOS adds', [
    hello,
    {
      name: '__MACOSX/docs/._hello.txt',
      data: Buffer.concat([Buffer.from([0, 5, 0x16, 7, 0, 2, 0, 0]), Buffer.alloc(40, 1)]),
    },
    {
      name: 'docs/.DS_Store',
      data: Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from('Bud1'), Buffer.alloc(32, 2)]),
    },
  ]),
  clean('backslash', 'an old Windows tool wrote backslashes', [{ ...hello, name: 'docs\\hello.txt' }]),
  clean('nested', 'a zip in a zip', [{ name: 'inner.zip', data: buildZip([hello, long]) }]),
];

const twoReadings: readonly Sample[] = [
  odd('two-readings', 'duplicate', 'two members of one name', [hello, { ...hello, data: 'another text\n' }]),
  odd('two-readings', 'nul-name', 'Python stops at NUL', [{ ...hello, name: 'docs/a.txt\0.png' }]),
  odd('two-readings', 'local-name', 'the local header has another name', [
    { ...hello, local: { name: 'docs/other.txt' } },
  ]),
  odd('two-readings', 'local-method', 'the local header has another method', [{ ...long, local: { method: 0 } }]),
  odd('two-readings', 'local-size', 'the local header has another size', [
    { ...hello, local: { compressedSize: 5, size: 5 } },
  ]),
  odd('two-readings', 'local-crc', 'the local header has another CRC', [{ ...hello, local: { crc: 1 } }]),
  odd('two-readings', 'local-encrypted', 'only the local header is flagged', [{ ...hello, local: { flags: 1 } }]),
  odd('two-readings', 'central-encrypted', 'only the directory is flagged', [{ ...hello, central: { flags: 1 } }]),
  odd('two-readings', 'plain-encrypted', 'flagged as encrypted and plain', [{ ...hello, says: { flags: 1 } }]),
  odd('two-readings', 'patch-data', 'a flag that nobody sets', [{ ...hello, says: { flags: 0x20 } }]),
  odd('two-readings', 'crc', 'a wrong CRC', [{ ...hello, says: { crc: 0x12345678 } }]),
  odd('two-readings', 'deflated-crc', 'a wrong CRC over deflated data', [{ ...long, says: { crc: 0x12345678 } }]),
  odd('two-readings', 'size', 'the data is longer than declared', [{ ...long, says: { size: 100 } }]),
  odd('two-readings', 'descriptor-differs', 'the descriptor disagrees', [{ ...long, descriptor: 'wrong' }]),
  odd('two-readings', 'orphan', 'a member that no directory names', [hello, { ...notes, orphan: true }, long]),
  odd('two-readings', 'overlap', 'two entries share their data', [
    hello,
    { ...hello, name: 'docs/again.txt', sharesDataOf: 0 },
  ]),
  odd('two-readings', 'prefix', 'bytes in front, counted', [hello], { prefix: Buffer.from('something else') }),
  odd('two-readings', 'program-magic', 'the magic of a program without one', [hello], {
    prefix: Buffer.from('\x7fELF and no header', 'latin1'),
  }),
  odd('two-readings', 'prefix-not-counted', 'bytes in front, not counted', [hello], {
    prefix: Buffer.from('something else'),
    countPrefix: false,
  }),
  odd('two-readings', 'joined', 'two archives in a row', [hello], { prefix: buildZip([long]), countPrefix: false }),
  odd('two-readings', 'entry-count', 'the end record counts fewer members', [hello, long], { entries: 1 }),
  odd('two-readings', 'zip64-count', 'the zip64 record counts otherwise', [hello, long], {
    zip64: true,
    zip64Entries: 1,
  }),
  odd('two-readings', 'end-in-comment', 'an end record inside the comment of another', [hello], {
    comment: `${Buffer.from(buildZip([])).toString('latin1')}tail`,
  }),
  odd('two-readings', 'before-end', 'bytes between directory and end', [hello], { beforeEnd: Buffer.from('between') }),
];

const escapes: readonly Sample[] = [
  odd('path-escape', 'parent', 'up and out', [{ ...hello, name: '../../etc/cron.d/job' }]),
  odd('path-escape', 'inner-parent', 'down, then up and out', [{ ...hello, name: 'a/../../b.txt' }]),
  odd('path-escape', 'absolute', 'an absolute path', [{ ...hello, name: '/etc/profile.d/x.sh.txt' }]),
  odd('path-escape', 'drive', 'a drive letter', [{ ...hello, name: 'C:\\Windows\\x.txt' }]),
  odd('path-escape', 'share', 'a network share', [{ ...hello, name: '\\\\host\\share\\x.txt' }]),
  odd('path-escape', 'backslash-parent', 'up with backslashes', [{ ...hello, name: '..\\..\\x.txt' }]),
  odd('path-escape', 'link-out', 'a link that leads out', [
    hello,
    { name: 'docs/link', data: '../../etc/passwd', ...link },
  ]),
  odd('path-escape', 'link-absolute', 'a link to the accounts of the machine', [
    { name: 'link', data: '/etc/passwd', ...link },
  ]),
  odd('tolerated-oddity', 'link-cache', 'a link to an absolute path, with nothing written through it', [
    { name: 'link', data: '/var/cache', ...link },
  ]),
  odd('path-escape', 'through-link', 'a member behind a link', [
    { name: 'docs', data: 'other', ...link },
    { name: 'docs/hello.txt', data: 'text\n' },
  ]),
];

const others: readonly Sample[] = [
  odd('hidden-bytes', 'suffix', 'bytes after the end', [hello], { suffix: Buffer.from('and more') }),
  odd('hidden-bytes', 'between', 'bytes between members', [hello, { ...long, before: Buffer.from('hidden here') }]),
  odd('hidden-bytes', 'slack', 'bytes after the deflate stream', [
    { ...long, packed: Buffer.concat([deflated(long), Buffer.from('slack')]) },
  ]),
  odd('hidden-bytes', 'extra', 'a long extra field of an unknown kind', [{ ...hello, says: { extra: unknownExtra } }]),
  odd('tolerated-oddity', 'device', 'a character device', [{ name: 'dev/null', data: '', unixMode: 0o20666 }]),
  odd('encrypted-content', 'encrypted', 'really encrypted', [
    { ...hello, packed: Buffer.alloc(34, 0x5a), says: { flags: 1 } },
  ]),
  odd('not-followed', 'method', 'a method that is not read', [{ ...hello, says: { method: 98 } }]),
  odd('not-followed', 'broken-deflate', 'no valid deflate data', [{ ...long, packed: Buffer.alloc(60, 0xff) }]),
  odd('resource-bomb', 'lying-bomb', '2 GiB of zeros that say they are 100 bytes', [
    { name: 'zeros.txt', data: '', packed: bombBytes(), says: { method: 8, size: 100, crc: 0 } },
  ]),
  odd('resource-bomb', 'bomb', '2 GiB of zeros in 2 MiB', [
    { name: 'zeros.txt', data: '', packed: bombBytes(), says: { method: 8, size: 2 ** 31, crc: 0 } },
  ]),
  {
    name: 'cut.zip',
    build: () => buildZip([hello, long]).subarray(0, 150),
    verdict: 'incomplete',
    because: 'the directory is missing',
    check: 'not-followed',
  },
];

function hostile(name: string, because: string, members: readonly ZipMember[]): Sample {
  return { name: `${name}.zip`, build: () => buildZip(members), verdict: 'malicious', because };
}

const benignPickle: ZipMember = { name: 'data.pkl', data: Buffer.from([0x80, 2, 0x4e, 0x2e]) };

const payloads: readonly Sample[] = [
  {
    ...hostile('payload', 'a pickle that runs a command', [touchMarker('data.pkl')]),
    executes: loadFromZip('data.pkl'),
  },
  {
    ...hostile('payload-text', 'a pickle that is named as text', [touchMarker('notes.txt')]),
    executes: loadFromZip('notes.txt'),
  },
  {
    ...hostile('payload-last', 'Python takes the last copy', [benignPickle, touchMarker('data.pkl')]),
    executes: loadFromZip('data.pkl'),
  },
  {
    ...hostile('payload-local', 'a local header of other flags', [{ ...touchMarker('data.pkl'), local: { flags: 8 } }]),
    executes: loadFromZip('data.pkl'),
  },
  hostile('payload-crc', 'a wrong CRC', [{ ...touchMarker('data.pkl'), says: { crc: 7 } }]),
  hostile('payload-orphan', 'a member that no directory names', [hello, { ...touchMarker('data.pkl'), orphan: true }]),
  hostile('payload-first', 'the first copy of two', [touchMarker('data.pkl'), benignPickle]),
  hostile('payload-flagged', 'flagged as encrypted', [{ ...touchMarker('data.pkl'), says: { flags: 1 } }]),
  hostile('payload-nested', 'a zip in a zip', [{ name: 'inner.zip', data: buildZip([touchMarker('data.pkl')]) }]),
];

export const samples: readonly Sample[] = [...honest, ...twoReadings, ...escapes, ...others, ...payloads];

function deflated({ data }: ZipMember): Uint8Array {
  return deflateRawSync(data);
}

/** Deflate of 2 GiB of zeros, made of one piece that ends on a byte boundary and is not final. */
function bombBytes(): Uint8Array {
  const piece = deflateRawSync(Buffer.alloc(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return Buffer.concat([...Array.from({ length: 2048 }, () => piece), Buffer.from([3, 0])]);
}
