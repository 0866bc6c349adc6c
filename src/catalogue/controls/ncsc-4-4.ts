// Collect and share lessons learned.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-4.4',
  title: 'Collect and share lessons learned',
  purpose: 'Learns and shares.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '4.4 Collect and share lessons learned',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[377, 377]],
  },
  references: [],
};
