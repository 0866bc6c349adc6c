// Handling of anomalous input.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'ANOMALOUSINPUTHANDLING',
  title: 'Handling of anomalous input',
  purpose: 'Finds input unlike the training data.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#ANOMALOUSINPUTHANDLING',
    permalink: 'https://owaspai.org/go/anomalousinputhandling/',
    lines: [],
  },
  references: ['opencre:342-641@5413fde'],
};
