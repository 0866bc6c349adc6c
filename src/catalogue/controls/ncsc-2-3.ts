// Document your data, models and prompts.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-2.3',
  title: 'Document your data, models and prompts',
  purpose: 'Documents data, models and prompts.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '2.3 Document your data, models and prompts',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [304, 304],
      [484, 484],
    ],
  },
  references: ['atlas:AML.M0023@5.6.1', 'atlas:AML.M0025@5.6.1'],
};
