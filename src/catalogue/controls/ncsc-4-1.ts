// Monitor your system's behaviour.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-4.1',
  title: "Monitor your system's behaviour",
  purpose: 'Watches what the system does.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: "4.1 Monitor your system's behaviour",
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[359, 359]],
  },
  references: ['atlas:AML.M0008@5.6.1', 'atlas:AML.T0031@5.6.1'],
};
