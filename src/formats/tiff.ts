// TIFF images and what is built on them (DNG, GeoTIFF, whole slide images). Specification: TIFF 6.0 and BigTIFF.
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'tiff',
  title: 'TIFF image',
  specification: 'https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf',
  loading: 'Image libraries decode it; nothing runs.',
  extensions: ['tif', 'tiff', 'dng', 'svs', 'ndpi', 'nef', 'cr2', 'arw'],
  identify,
  // Its pieces stand anywhere and in any order, so there is no end after which bytes are hidden.
  read: () => wholeInert(format),
};

/** The offset of the first directory must be even and lie in the file. */
function identify(sample: Sample): Match {
  const head = Buffer.from(sample.head);
  const magic = latin1(head, 0, 4);
  if (head.length < 16) return 'no';
  if (magic === 'II+\0' || magic === 'MM\0+')
    return head.readUInt16LE(4) === 8 || head.readUInt16BE(4) === 8 ? 'content' : 'no';
  if (magic !== 'II*\0' && magic !== 'MM\0*') return 'no';
  const first = magic === 'II*\0' ? head.readUInt32LE(4) : head.readUInt32BE(4);
  return first >= 8 && first < sample.source.size ? 'content' : 'no';
}
