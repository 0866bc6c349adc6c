// Secure by design, over the whole life.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-0',
  title: 'Secure by design, over the whole life',
  purpose: 'Builds security in from the start: outcomes owned, safe defaults, duties shared out, remaining risk told.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: 'Summary and introduction',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [124, 134],
      [152, 156],
      [162, 189],
      [193, 215],
      [474, 478],
    ],
  },
  references: [],
};
