// Oversight.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'OVERSIGHT',
  title: 'Oversight',
  purpose: 'Has rules and people watch what the model does, and stop it.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#OVERSIGHT',
    permalink: 'https://owaspai.org/go/oversight/',
    lines: [],
  },
  references: ['opencre:205-522@5413fde', 'opencre:202-604@5413fde'],
};
