// Compliance.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'CHECKCOMPLIANCE',
  title: 'Compliance',
  purpose: 'Knows which laws and standards ask for what.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#CHECKCOMPLIANCE',
    permalink: 'https://owaspai.org/go/checkcompliance/',
    lines: [],
  },
  references: ['opencre:646-285@5413fde'],
};
