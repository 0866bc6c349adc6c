// Secure your supply chain.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-2.1',
  title: 'Secure your supply chain',
  purpose: 'Holds suppliers to own standards.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '2.1 Secure your supply chain',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [284, 288],
      [483, 483],
    ],
  },
  references: ['atlas:AML.M0014@5.6.1', 'atlas:AML.M0023@5.6.1', 'atlas:AML.T0010@5.6.1'],
};
