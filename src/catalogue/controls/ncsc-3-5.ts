// Make it easy for users to do the right things.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-3.5',
  title: 'Make it easy for users to do the right things',
  purpose: 'Makes right use easy and wrong use hard.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '3.5 Make it easy for users to do the right things',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[347, 349]],
  },
  references: [],
};
