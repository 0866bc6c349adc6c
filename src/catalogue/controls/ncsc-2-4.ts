// Manage your technical debt.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-2.4',
  title: 'Manage your technical debt',
  purpose: 'Keeps debt in view and plans the end.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '2.4 Manage your technical debt',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [142, 142],
      [278, 278],
      [485, 485],
    ],
  },
  references: [],
};
