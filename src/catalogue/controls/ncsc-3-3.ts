// Develop incident management procedures.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-3.3',
  title: 'Develop incident management procedures',
  purpose: 'Prepares for incidents.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '3.3 Develop incident management procedures',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[335, 335]],
  },
  references: [],
};
