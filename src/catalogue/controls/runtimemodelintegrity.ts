// Integrity of the running model.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'RUNTIMEMODELINTEGRITY',
  title: 'Integrity of the running model',
  purpose: 'Keeps a running model and the code around it as approved.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#RUNTIMEMODELINTEGRITY',
    permalink: 'https://owaspai.org/go/runtimemodelintegrity/',
    lines: [],
  },
  includes: ['runtimemodeliointegrity'],
  references: [],
};
