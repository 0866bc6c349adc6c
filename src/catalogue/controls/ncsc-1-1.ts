// Raise staff awareness of threats and risks.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-1.1',
  title: 'Raise staff awareness of threats and risks',
  purpose: 'Makes owners, engineers and users know the threats.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '1.1 Raise staff awareness of threats and risks',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[227, 227]],
  },
  references: ['atlas:AML.M0018@5.6.1'],
};
