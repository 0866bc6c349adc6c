// Follow a secure by design approach to updates.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-4.3',
  title: 'Follow a secure by design approach to updates',
  purpose: 'Updates safely.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '4.3 Follow a secure by design approach to updates',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[371, 371]],
  },
  references: [],
};
