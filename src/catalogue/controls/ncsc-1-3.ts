// Design your system for security as well as functionality and performance.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-1.3',
  title: 'Design your system for security as well as functionality and performance',
  purpose: 'Designs for security along with function and performance.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '1.3 Design your system for security as well as functionality and performance',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [241, 247],
      [251, 261],
      [482, 482],
    ],
  },
  references: [],
};
