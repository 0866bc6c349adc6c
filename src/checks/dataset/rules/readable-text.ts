// Texts that were read in a wrong encoding, or hold characters that nobody sees.
import { rowIndex, textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

/** Nothing but `allow`. */
type ReadableText = Readonly<Record<never, never>>;

/** Control characters but tab and line ends; zero-width and bidirectional ones; the replacement character. */
const unreadable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/;
/** UTF-8 that was read as Latin-1 or Windows-1252: a lead byte and a continuation byte as two letters. */
const misread = /[\u00c2-\u00f4][\u0080-\u00bf]/;

export const rule: RuleKind<ReadableText> = {
  kind: 'readable-text',
  of: 'column',
  characteristic: 'understandability',
  title: 'Is every text in one encoding, without hidden characters?',
  schema: (z) => z.strictObject({}),
  begin(_, { column, violate }) {
    let checked = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        if (cells?.kind === 'number') return;
        for (let row = 0; row < block.count; row++) {
          const text = textOf(cells, row);
          if (text === undefined) continue;
          checked++;
          if (unreadable.test(text) || misread.test(text) || !text.isWellFormed()) violate(rowIndex(block, row), text);
        }
      },
      finish: () => ({ checked }),
    };
  },
};
