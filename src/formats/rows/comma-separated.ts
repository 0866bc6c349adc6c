// CSV: RFC 4180, read as Python's csv module and pandas read it.
import { openDelimited } from './delimited/open-delimited.ts';
import type { RowFormat } from './row-format.ts';

/** A row is its fields without quotes. The first record names the columns. Empty lines are no rows. */
export const rowFormat: RowFormat = {
  name: 'csv',
  title: 'comma-separated values',
  extensions: ['csv'],
  open: (source, options) => openDelimited(source, 'csv', ',', options),
};
