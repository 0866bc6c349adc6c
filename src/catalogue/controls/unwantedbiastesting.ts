// Tests for unwanted bias.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'UNWANTEDBIASTESTING',
  title: 'Tests for unwanted bias',
  purpose: 'Measures bias, also as a sign of tampering.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#UNWANTEDBIASTESTING',
    permalink: 'https://owaspai.org/go/unwantedbiastesting/',
    lines: [],
  },
  references: [],
};
