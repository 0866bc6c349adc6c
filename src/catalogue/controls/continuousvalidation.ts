// Continuous validation.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'CONTINUOUSVALIDATION',
  title: 'Continuous validation',
  purpose: 'Tests the model again and again, on data apart.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#CONTINUOUSVALIDATION',
    permalink: 'https://owaspai.org/go/continuousvalidation/',
    lines: [],
  },
  references: ['opencre:547-824@5413fde'],
};
