// Model watermarking.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'MODELWATERMARKING',
  title: 'Model watermarking',
  purpose: 'Marks a model so that a stolen copy can be recognised.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#MODELWATERMARKING',
    permalink: 'https://owaspai.org/go/modelwatermarking/',
    lines: [],
  },
  references: ['opencre:637-021@5413fde'],
};
