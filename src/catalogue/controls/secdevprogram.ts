// Secure development programme.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SECDEVPROGRAM',
  title: 'Secure development programme',
  purpose: 'Applies secure development to AI code.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#SECDEVPROGRAM',
    permalink: 'https://owaspai.org/go/secdevprogram/',
    lines: [],
  },
  references: [],
};
