// Zstandard, RFC 8878: frames, and skippable frames that every decoder ignores.
import { SliceSource } from '#core/byte-source';
import { isSkippable, type Skippable } from './compression/skippable.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import { zstd, zstdMagic } from './compression/zstd.ts';
import type { Format, Match, Sample } from './format.ts';
import type { Part } from './views/part.ts';

export const format: Format = {
  id: 'zstd',
  title: 'Zstandard',
  specification: 'RFC 8878',
  loading: 'Unpacked by archive tools and libraries; what is inside decides whether loading runs code.',
  extensions: ['zst', 'zstd', 'tzst'],
  identify: identifyZstd,
  read: (source, context) => {
    const skipped = new Map<number, Part>();
    const onSkippable = ({ contentFrom, to }: Skippable): void => {
      if (skipped.size >= 1000 || to === contentFrom) return;
      const content = new SliceSource(source, contentFrom, to);
      const range = { from: contentFrom, to };
      skipped.set(contentFrom, { name: '(skippable frame)', source: content, range, stored: true, raw: true });
    };
    const codec = zstd(onSkippable);
    const view = readStreamArchive(source, context, { container: 'zstd', title: 'Zstandard data', codec });
    return { ...view, parts: [...view.parts, ...skipped.values()] };
  },
};

function identifyZstd({ head, extension }: Sample): Match {
  if (head.length < 4) return 'no';
  const word = new DataView(head.buffer, head.byteOffset, head.length).getUint32(0, true);
  if (word === zstdMagic) return 'content';
  // Both formats may begin with a frame to skip.
  return isSkippable(word) && format.extensions.includes(extension) ? 'content' : 'no';
}
