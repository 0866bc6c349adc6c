// Small model.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SMALLMODEL',
  title: 'Small model',
  purpose: 'Leaves the model no room to store single examples.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#SMALLMODEL',
    permalink: 'https://owaspai.org/go/smallmodel/',
    lines: [],
  },
  references: ['opencre:788-323@5413fde'],
};
