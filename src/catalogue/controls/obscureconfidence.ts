// Obscured confidence.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'OBSCURECONFIDENCE',
  title: 'Obscured confidence',
  purpose: 'Gives confidence no more precisely than needed.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#OBSCURECONFIDENCE',
    permalink: 'https://owaspai.org/go/obscureconfidence/',
    lines: [],
  },
  references: ['opencre:010-108@5413fde'],
};
