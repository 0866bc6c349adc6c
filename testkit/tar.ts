// tar archives, header by header.

import type { Sample } from './sample.ts';
import { buildZip } from './zip-writer.ts';

export interface TarMember {
  readonly name: string;
  readonly content?: Uint8Array;
  /** One character, `0` when absent. */
  readonly type?: string;
  readonly linkName?: string;
  /** Written instead of the content's length. */
  readonly statedSize?: number;
}

const blockBytes = 512;

/** ustar members one after another, and two zero blocks unless `end` is false. */
export function buildTar(members: readonly TarMember[], options: { end?: boolean } = {}): Uint8Array {
  const blocks = members.flatMap((member) => {
    const content = member.content ?? new Uint8Array(0);
    const padding = Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes);
    return [buildTarHeader(member, content.length), content, padding];
  });
  return Buffer.concat([...blocks, Buffer.alloc(options.end === false ? 0 : 2 * blockBytes)]);
}

function buildTarHeader(member: TarMember, length: number): Uint8Array {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(member.name, 0, 100);
  header.write(
    `${octal(0o644, 7)}${octal(0, 7)}${octal(0, 7)}${octal(member.statedSize ?? length, 11)}${octal(0, 11)}`,
    100,
  );
  header.write(' '.repeat(8), 148);
  header.write(member.type ?? '0', 156);
  header.write(member.linkName ?? '', 157, 100);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

const text = Buffer.from('hello, these are words\n');
const dangerous = Buffer.from('cos\nsystem\n(S\'touch "$ASSAY_MARKER"\'\ntR.');
const plain: TarMember = { name: 'notes.txt', content: text };

export const samples: readonly Sample[] = [
  { name: 'plain.tar', build: () => buildTar([plain]), verdict: 'clean', because: 'one text file' },
  {
    name: 'linked.tar',
    build: () => buildTar([plain, { name: 'again.txt', type: '2', linkName: 'notes.txt' }]),
    verdict: 'clean',
    because: 'a link that stays inside',
  },
  {
    name: 'pickle.tar',
    build: () => buildTar([plain, { name: 'model.pkl', content: dangerous }]),
    verdict: 'malicious',
    because: 'a member runs os.system',
  },
  {
    name: 'archive-last.tar',
    build: () => buildTar([plain, { name: 'weights.zip', content: buildZip([{ name: 'a.txt', data: 'words' }]) }]),
    verdict: 'clean',
    because: 'its last member is an archive, which stands near the end of the file',
  },
  {
    name: 'archive-behind.tar',
    build: () => Buffer.concat([buildTar([plain]), buildZip([{ name: 'model.pkl', data: dangerous }])]),
    verdict: 'malicious',
    because: 'an archive with a payload stands behind it',
    check: 'pickle-dangerous-call',
  },
  {
    name: 'archive-after-one-block.tar',
    build: () =>
      Buffer.concat([
        buildTar([{ name: 'a', content: Buffer.alloc(0) }], { end: false }),
        buildZip([{ name: 'model.pkl', data: dangerous }]),
      ]),
    verdict: 'malicious',
    because: 'an archive with a payload stands behind the header of an empty member',
    check: 'pickle-dangerous-call',
  },
  {
    name: 'climbing.tar',
    build: () => buildTar([{ name: '../../.bashrc', content: text }]),
    verdict: 'malicious',
    because: 'a name leads out of the folder',
    check: 'path-escape',
  },
  {
    name: 'link-out.tar',
    build: () =>
      buildTar([
        { name: 'data', type: '2', linkName: '/etc' },
        { name: 'data/notes.txt', content: text },
      ]),
    verdict: 'malicious',
    because: 'a file is written through a link that leads out',
    check: 'path-escape',
  },
  {
    name: 'absolute-link.tar',
    build: () => buildTar([plain, { name: 'cache', type: '2', linkName: '/var/cache' }]),
    verdict: 'suspicious',
    because: 'a link to an absolute path, with nothing written through it',
    check: 'tolerated-oddity',
  },
  {
    name: 'account-link.tar',
    build: () => buildTar([plain, { name: 'cache', type: '2', linkName: '/etc/passwd' }]),
    verdict: 'malicious',
    because: 'a link to the accounts of the machine',
    check: 'path-escape',
  },
  {
    name: 'climbing-link.tar',
    build: () => buildTar([plain, { name: 'cache', type: '2', linkName: '../../cache' }]),
    verdict: 'malicious',
    because: 'a relative link that leads out',
    check: 'path-escape',
  },
  {
    name: 'device.tar',
    build: () => buildTar([{ name: 'disk', type: '4' }]),
    verdict: 'malicious',
    because: 'a device',
    check: 'path-escape',
  },
  {
    name: 'twice.tar',
    build: () => buildTar([plain, { name: './notes.txt', content: Buffer.from('other words, as long!!\n') }]),
    verdict: 'malicious',
    because: 'two copies of one name with different content',
    check: 'two-readings',
  },
  {
    name: 'after-the-end.tar',
    build: () => Buffer.concat([buildTar([plain]), buildTar([{ name: 'more.txt', content: text }])]),
    verdict: 'suspicious',
    because: 'a second archive after the end mark',
    check: 'hidden-bytes',
  },
  {
    name: 'cut.tar',
    build: () => buildTar([{ name: 'notes.txt', content: text, statedSize: 4096 }], { end: false }),
    verdict: 'incomplete',
    because: 'the last member is cut',
    check: 'not-followed',
  },
];
