// Data minimisation.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'DATAMINIMIZE',
  title: 'Data minimisation',
  purpose: 'Removes data that are not needed.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#DATAMINIMIZE',
    permalink: 'https://owaspai.org/go/dataminimize/',
    lines: [],
  },
  references: ['opencre:058-443@5413fde'],
};
