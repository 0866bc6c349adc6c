// Monitor your system's inputs.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-4.2',
  title: "Monitor your system's inputs",
  purpose: 'Watches what is put in.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: "4.2 Monitor your system's inputs",
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[365, 365]],
  },
  references: ['atlas:AML.M0015@5.6.1', 'atlas:AML.M0024@5.6.1'],
};
