// Evasion-robust model.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'EVASIONROBUSTMODEL',
  title: 'Evasion-robust model',
  purpose: 'Makes models that small changes of input mislead less.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#EVASIONROBUSTMODEL',
    permalink: 'https://owaspai.org/go/evasionrobustmodel/',
    lines: [],
  },
  references: ['opencre:384-015@5413fde'],
};
