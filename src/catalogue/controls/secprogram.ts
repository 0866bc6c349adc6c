// Security programme.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SECPROGRAM',
  title: 'Security programme',
  purpose: 'Takes AI assets and threats into the management of security.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#SECPROGRAM',
    permalink: 'https://owaspai.org/go/secprogram/',
    lines: [],
  },
  references: [],
};
