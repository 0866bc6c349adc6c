// Access control to the model.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'MODELACCESSCONTROL',
  title: 'Access control to the model',
  purpose: 'Lets only those use the model who may.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#MODELACCESSCONTROL',
    permalink: 'https://owaspai.org/go/modelaccesscontrol/',
    lines: [],
  },
  references: ['opencre:715-644@5413fde'],
};
