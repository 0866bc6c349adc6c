// Short retention.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SHORTRETAIN',
  title: 'Short retention',
  purpose: 'Keeps data no longer than needed.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#SHORTRETAIN',
    permalink: 'https://owaspai.org/go/shortretain/',
    lines: [],
  },
  references: ['opencre:858-745@5413fde'],
};
