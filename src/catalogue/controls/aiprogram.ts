// AI programme.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'AIPROGRAM',
  title: 'AI programme',
  purpose: 'Knows all AI initiatives, who answers for them and what they may cause.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#AIPROGRAM',
    permalink: 'https://owaspai.org/go/aiprogram/',
    lines: [],
  },
  references: ['opencre:755-340@5413fde'],
};
