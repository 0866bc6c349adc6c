// Handling of evasive input.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'EVASIONINPUTHANDLING',
  title: 'Handling of evasive input',
  purpose: 'Finds single inputs made to mislead.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#EVASIONINPUTHANDLING',
    permalink: 'https://owaspai.org/go/evasioninputhandling/',
    lines: [],
  },
  references: ['opencre:761-417@5413fde'],
};
