// Confidentiality of the running model.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'RUNTIMEMODELCONFIDENTIALITY',
  title: 'Confidentiality of the running model',
  purpose: 'Keeps a running model, its inputs and its context from being read.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#RUNTIMEMODELCONFIDENTIALITY',
    permalink: 'https://owaspai.org/go/runtimemodelconfidentiality/',
    lines: [],
  },
  includes: ['modelinputconfidentiality'],
  references: [],
};
