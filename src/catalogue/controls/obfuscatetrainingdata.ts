// Obfuscated training data.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'OBFUSCATETRAININGDATA',
  title: 'Obfuscated training data',
  purpose: 'Makes sensitive data hard to recognise where they cannot be left out.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#OBFUSCATETRAININGDATA',
    permalink: 'https://owaspai.org/go/obfuscatetrainingdata/',
    lines: [],
  },
  references: ['opencre:488-626@5413fde'],
};
