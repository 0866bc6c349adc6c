// TSV: the rules of CSV with tabs, quotes included, as pandas and Python's excel-tab dialect read it.
import { openDelimited } from './delimited/open-delimited.ts';
import type { RowFormat } from './row-format.ts';

export const rowFormat: RowFormat = {
  name: 'tsv',
  title: 'tab-separated values',
  extensions: ['tsv', 'tab'],
  open: (source, options) => openDelimited(source, 'tsv', '\t', options),
};
