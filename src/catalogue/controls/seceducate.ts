// Security education.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SECEDUCATE',
  title: 'Security education',
  purpose: 'Teaches people the threats of what they work on.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#SECEDUCATE',
    permalink: 'https://owaspai.org/go/seceducate/',
    lines: [],
  },
  references: ['opencre:533-635@5413fde'],
};
