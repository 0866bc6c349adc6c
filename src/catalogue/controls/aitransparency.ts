// Transparency.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'AITRANSPARENCY',
  title: 'Transparency',
  purpose: 'Tells users how the model works and where it fails.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#AITRANSPARENCY',
    permalink: 'https://owaspai.org/go/aitransparency/',
    lines: [],
  },
  references: ['opencre:810-884@5413fde'],
};
