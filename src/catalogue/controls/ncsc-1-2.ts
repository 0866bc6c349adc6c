// Model the threats to your system.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-1.2',
  title: 'Model the threats to your system',
  purpose: 'Finds threats to the system and decides on them.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '1.2 Model the threats to your system',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [233, 235],
      [480, 481],
    ],
  },
  references: [],
};
