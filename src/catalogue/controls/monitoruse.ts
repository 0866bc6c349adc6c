// Monitored use.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'MONITORUSE',
  title: 'Monitored use',
  purpose: 'Watches how the model is used and has answers ready.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#MONITORUSE',
    permalink: 'https://owaspai.org/go/monitoruse/',
    lines: [],
  },
  references: ['opencre:703-813@5413fde'],
};
