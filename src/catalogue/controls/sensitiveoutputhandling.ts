// Handling of sensitive output.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SENSITIVEOUTPUTHANDLING',
  title: 'Handling of sensitive output',
  purpose: 'Keeps sensitive data out of what the model answers.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#SENSITIVEOUTPUTHANDLING',
    permalink: 'https://owaspai.org/go/sensitiveoutputhandling/',
    lines: [],
  },
  references: ['opencre:204-272@5413fde'],
};
