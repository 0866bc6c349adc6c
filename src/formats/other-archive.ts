// Archives and compressed files that are recognised and not opened, so that they are named instead of passed over.
import type { Format, Match, Sample } from './format.ts';

interface Signature {
  readonly title: string;
  /** In hexadecimal, at `at` (0 when absent). */
  readonly magic: string;
  readonly at?: number;
}

// Signatures of four bytes and more, from the tools' own sources and file(1).
const signatures: readonly Signature[] = [
  { title: 'RAR archive', magic: '526172211a0700' },
  { title: 'RAR 5 archive', magic: '526172211a070100' },
  { title: 'cabinet file', magic: '4d53434600000000' },
  { title: 'ar archive', magic: '213c617263683e0a' },
  { title: 'cpio archive', magic: '303730373031' },
  { title: 'cpio archive', magic: '303730373032' },
  { title: 'cpio archive', magic: '303730373037' },
  { title: 'RPM package', magic: 'edabeedb' },
  { title: 'xar archive', magic: '78617221001c' },
  { title: 'lzip file', magic: '4c5a495001' },
  { title: 'lzop file', magic: '894c5a4f000d0a1a0a' },
  { title: 'Snappy stream', magic: 'ff060000734e61507059' },
  { title: 'SquashFS image', magic: '68737173' },
  { title: 'ACE archive', magic: '2a2a4143452a2a', at: 7 },
  { title: 'LHA archive', magic: '2d6c68352d', at: 2 },
  { title: 'ISO 9660 image', magic: '4344303031', at: 32769 },
  { title: 'zpaq archive', magic: '376b53a03173d38c28b0' },
];

export const format: Format = {
  id: 'other-archive',
  title: 'archive that is not opened (RAR, cabinet, cpio, ar, lzip, ...)',
  specification: 'file(1) magic; no reader here',
  loading: 'Unpacked by archive tools; what is inside was not looked at.',
  extensions: ['rar', 'cab', 'cpio', 'lzh', 'lha', 'ace', 'iso', 'lz', 'lzo', 'sz'],
  identify: (sample: Sample): Match => (findSignature(sample) === undefined ? 'no' : 'content'),
  read: (source, context) => {
    const head = source.read(0, 64).slice();
    const found = findSignature({ source, head });
    const title = found?.title ?? 'archive';
    context.budget.spend(1);
    const message = `This is a ${title}, which is not opened; nothing can be said about its content.`;
    const oddities = [{ kind: 'not-followed', message, where: { offset: 0 } } as const];
    return { kind: 'archive', container: 'other-archive', parts: [], oddities };
  },
};

// In bytes once: this is asked of every member of every archive.
const wantedBytes = signatures.map((signature) => ({
  signature,
  at: signature.at ?? 0,
  wanted: Buffer.from(signature.magic, 'hex'),
}));

function findSignature({ source, head }: Pick<Sample, 'source' | 'head'>): Signature | undefined {
  const match = wantedBytes.find(({ wanted, at }) => {
    if (at < 64 ? head[at] !== wanted[0] : source.size < at + wanted.length) return false;
    // Only images that can hold it are looked at so far in.
    return wanted.equals(at < 64 ? head.subarray(at, at + wanted.length) : source.read(at, wanted.length));
  });
  return match?.signature;
}
