// More training data.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'MORETRAINDATA',
  title: 'More training data',
  purpose: 'Outnumbers poison with benign examples.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1.1 #MORETRAINDATA More training data',
    permalink: 'https://owaspai.org/goto/moretraindata/',
    lines: [[450, 462]],
  },
  references: ['opencre:444-058@5413fde', 'atlas:AML.T0020@5.6.1'],
};
