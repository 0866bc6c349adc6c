// Least model privilege.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'LEASTMODELPRIVILEGE',
  title: 'Least model privilege',
  purpose: 'Lets a model reach only what its task needs.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#LEASTMODELPRIVILEGE',
    permalink: 'https://owaspai.org/go/leastmodelprivilege/',
    lines: [],
  },
  references: ['opencre:220-442@5413fde'],
};
