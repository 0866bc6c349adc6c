// Matroska and WebM video. Specification: RFC 8794 (EBML) and RFC 9559.
import { latin1 } from '#core/latin1';
import type { Format } from './format.ts';
import { byMagic, wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'matroska',
  title: 'Matroska or WebM video',
  specification: 'https://www.rfc-editor.org/rfc/rfc9559',
  loading: 'Video libraries decode it; nothing runs.',
  extensions: ['mkv', 'webm', 'mka'],
  identify: (sample) => {
    const kind = /matroska|webm/.test(latin1(sample.head, 0, 64));
    return kind ? byMagic(sample, '\u001a\u0045\u00df\u00a3') : 'no';
  },
  // Live recordings have segments of unknown size, so the file has no end of its own.
  read: () => wholeInert(format),
};
