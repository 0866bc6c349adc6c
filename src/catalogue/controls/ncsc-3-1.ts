// Secure your infrastructure.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-3.1',
  title: 'Secure your infrastructure',
  purpose: 'Secures the infrastructure under it all.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '3.1 Secure your infrastructure',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[314, 314]],
  },
  references: ['atlas:AML.M0005@5.6.1', 'atlas:AML.M0019@5.6.1'],
};
