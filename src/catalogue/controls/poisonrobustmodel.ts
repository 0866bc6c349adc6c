// Poison-robust model.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'POISONROBUSTMODEL',
  title: 'Poison-robust model',
  purpose: 'Chooses and reworks models so that what was planted is not recalled.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1.1 #POISONROBUSTMODEL Poison-robust model',
    permalink: 'https://owaspai.org/goto/poisonrobustmodel/',
    lines: [[588, 610]],
  },
  references: [
    'opencre:854-183@5413fde',
    'atlas:AML.M0003@5.6.1',
    'atlas:AML.M0008@5.6.1',
    'atlas:AML.T0018.000@5.6.1',
  ],
};
