// Allowed data.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'ALLOWEDDATA',
  title: 'Allowed data',
  purpose: 'Uses only data that may be used for the purpose.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#ALLOWEDDATA',
    permalink: 'https://owaspai.org/go/alloweddata/',
    lines: [],
  },
  references: [],
};
