// The findings that the scan makes itself, before or beside any check: what they ask and why it matters.
import type { Rule } from '#exports/rule';

const scanControls: readonly string[] = ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'];

/** Ids as `scan.ts`, `scan-source.ts` and `polyglot.ts` use them. */
export const ownRules: readonly Rule[] = [
  {
    id: 'polyglot',
    title: 'Are the same bytes two formats at once?',
    why: 'Which of the two is loaded depends on the program that opens the file, so a scan of one says nothing about the other.',
    remedy: 'Do not load it. Ask the supplier for a file that is one format only.',
    references: ['CWE-436'],
    controls: ['OWASP-SUPPLYCHAINMANAGE-29'],
  },
  {
    id: 'unknown-format',
    title: 'Is there content that no known reader accounts for?',
    why: 'Bytes that nobody read may be anything. Saying nothing about them would read as a pass.',
    remedy: 'Find out what would load it. If nothing does, leave it out of the asset.',
    references: [],
    controls: scanControls,
  },
  {
    id: 'unreadable-content',
    title: 'Could the content be read to its end?',
    why: 'A damaged, cut, encrypted or oversized file was not judged as a whole, yet a loader may act on the part before the damage.',
    remedy: 'Get an intact copy from its source, or treat it as unchecked.',
    references: [],
    controls: scanControls,
  },
  {
    id: 'unreadable-file',
    title: 'Could the file be opened?',
    why: 'A path that cannot be read, is no regular file or leads out of the scanned folder was not looked at.',
    remedy: 'Make it readable, or leave it out.',
    references: [],
    controls: ['OWASP-SUPPLYCHAINMANAGE-31'],
  },
  {
    id: 'findings-cut',
    title: 'Are there more findings than a report can hold?',
    why: 'A report without an end is an attack on its reader, so the list is cut and the rest counted.',
    remedy: 'Look at the listed ones first.',
    references: [],
    controls: scanControls,
  },
];
