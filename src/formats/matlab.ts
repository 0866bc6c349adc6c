// MATLAB 5 data files. Specification: MATLAB MAT-file format, chapter 1. (Version 7.3 is HDF5 behind a text block.)
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'matlab',
  title: 'MATLAB data',
  specification: 'https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf',
  loading: 'scipy and MATLAB read it as arrays; nothing runs in scipy.',
  extensions: ['mat'],
  identify: (sample: Sample): Match =>
    /^MATLAB 5\.0 MAT-file[\s\S]*(?:IM|MI)$/.test(latin1(sample.head, 0, 128)) ? 'content' : 'no',
  read: () => wholeInert(format),
};
