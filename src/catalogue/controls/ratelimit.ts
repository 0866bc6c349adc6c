// Rate limit.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'RATELIMIT',
  title: 'Rate limit',
  purpose: 'Slows attackers who need many queries.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#RATELIMIT',
    permalink: 'https://owaspai.org/go/ratelimit/',
    lines: [],
  },
  references: ['opencre:187-083@5413fde'],
};
