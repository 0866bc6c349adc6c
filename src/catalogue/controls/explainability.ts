// Explainability.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'EXPLAINABILITY',
  title: 'Explainability',
  purpose: 'Shows what decisions rest on.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#EXPLAINABILITY',
    permalink: 'https://owaspai.org/go/explainability/',
    lines: [],
  },
  references: [],
};
