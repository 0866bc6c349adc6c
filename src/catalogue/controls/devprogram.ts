// Development programme.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'DEVPROGRAM',
  title: 'Development programme',
  purpose: 'Applies good engineering to AI: versions, tests, documents.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#DEVPROGRAM',
    permalink: 'https://owaspai.org/go/devprogram/',
    lines: [],
  },
  references: [],
};
