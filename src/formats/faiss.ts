// FAISS indexes. Specification: faiss/impl/index_write.cpp.
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'faiss',
  title: 'FAISS index',
  specification: 'https://github.com/facebookresearch/faiss/blob/main/faiss/impl/index_write.cpp',
  loading: 'Read as vectors and lists; nothing runs.',
  extensions: ['faiss', 'index', 'ivf'],
  // Four letters, then a dimension that fits an embedding.
  identify: (sample: Sample): Match => {
    if (
      !/^(Ix[FMPSR2][ILPiQqTSHrs2d]|Iw[FPSQ][lQqRh]|IH[NM][fpsc2]|IB[xHwf][FfHIrM]|Ibmp|IxHe|IxMp|IxM2|ImRF|IxNT)/.test(
        latin1(sample.head, 0, 4),
      )
    )
      return 'no';
    const dimension = sample.head.length >= 8 ? Buffer.from(sample.head).readUInt32LE(4) : 0;
    return dimension > 0 && dimension <= 65_536 ? 'content' : 'no';
  },
  read: () => wholeInert(format),
};
