// Model alignment.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'MODELALIGNMENT',
  title: 'Model alignment',
  purpose: 'Trains and prompts the model towards wanted behaviour.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#MODELALIGNMENT',
    permalink: 'https://owaspai.org/go/modelalignment/',
    lines: [],
  },
  references: [],
};
