// Input distortion.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'INPUTDISTORTION',
  title: 'Input distortion',
  purpose: 'Disturbs input so that crafted changes lose their effect.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#INPUTDISTORTION',
    permalink: 'https://owaspai.org/go/inputdistortion/',
    lines: [],
  },
  references: ['opencre:641-760@5413fde'],
};
