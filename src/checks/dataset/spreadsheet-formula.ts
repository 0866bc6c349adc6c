// Cells of a table that a spreadsheet program runs as a formula.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { excerpt, lineAt } from '#formats/text/text-encoding';
import type { TextView } from '#formats/views/text';

export const check: Check<'text'> = {
  id: 'spreadsheet-formula',
  title: 'Does a table hold a formula that starts a program or calls out?',
  why: 'A data set is text to a loader; the person who opens it in a spreadsheet program runs its formulas.',
  remedy: 'Remove the cell, or put a quote mark before it; open the table with a program that has no formulas.',
  references: ['CWE-1236'],
  controls: ['OWASP-DEVSECURITY-05'],
  views: ['text'],
  check(view: TextView, context: CheckContext): readonly Observation[] {
    if (view.format !== 'text' || !/\.(?:csv|tsv)$|^text-from-byte-/i.test(context.name)) return [];
    const match = formula.exec(view.text);
    if (match === null) return [];
    const message = `a cell is a formula that starts a program or sends data: ${quote(excerpt(view.text, match.index + 1))}`;
    return [{ severity: 'medium', message, where: { line: lineAt(view.text, match.index + 1) } }];
  },
};

/** Dynamic data exchange, and functions that fetch an address, at the start of a cell. */
const formula =
  /(?:^|[\n\r,;\t"])[=+@-][^\n\r]{0,120}?(?:\b(?:cmd|powershell|mshta|rundll32|msexcel|regsvr32)\b[^\n\r]{0,60}?\||\b(?:WEBSERVICE|IMPORTXML|IMPORTDATA|IMPORTHTML|IMPORTFEED|IMPORTRANGE)\s?\(|\bDDE\s?\()/;
