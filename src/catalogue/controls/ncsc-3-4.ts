// Release AI responsibly.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-3.4',
  title: 'Release AI responsibly',
  purpose: 'Releases only what was evaluated.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '3.4 Release AI responsibly',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [341, 341],
      [431, 438],
    ],
  },
  references: ['atlas:AML.M0008@5.6.1'],
};
