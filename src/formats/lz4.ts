// lz4 frames, the legacy frame, and skippable frames that every decoder ignores.
import { SliceSource } from '#core/byte-source';
import { lz4, lz4LegacyMagic, lz4Magic } from './compression/lz4.ts';
import { isSkippable, type Skippable } from './compression/skippable.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import type { Format, Match, Sample } from './format.ts';
import type { Part } from './views/part.ts';

export const format: Format = {
  id: 'lz4',
  title: 'lz4',
  specification: 'LZ4 frame format 1.6.4',
  loading: 'Unpacked by joblib and archive tools; what is inside decides whether loading runs code.',
  extensions: ['lz4'],
  identify: identifyLz4,
  read: (source, context) => {
    const skipped = new Map<number, Part>();
    const onSkippable = ({ contentFrom, to }: Skippable): void => {
      if (skipped.size >= 1000 || to === contentFrom) return;
      const content = new SliceSource(source, contentFrom, to);
      const range = { from: contentFrom, to };
      skipped.set(contentFrom, { name: '(skippable frame)', source: content, range, stored: true, raw: true });
    };
    const codec = lz4(onSkippable);
    const view = readStreamArchive(source, context, { container: 'lz4', title: 'lz4 data', codec });
    return { ...view, parts: [...view.parts, ...skipped.values()] };
  },
};

function identifyLz4({ head, extension }: Sample): Match {
  if (head.length < 4) return 'no';
  const word = new DataView(head.buffer, head.byteOffset, head.length).getUint32(0, true);
  if (word === lz4Magic || word === lz4LegacyMagic) return 'content';
  // Both formats may begin with a frame to skip.
  return isSkippable(word) && format.extensions.includes(extension) ? 'content' : 'no';
}
