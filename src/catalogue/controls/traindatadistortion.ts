// Training data distortion.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'TRAINDATADISTORTION',
  title: 'Training data distortion',
  purpose: 'Disturbs training data so that planted triggers lose their effect.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1.1 #TRAINDATADISTORTION Training data distortion',
    permalink: 'https://owaspai.org/goto/traindatadistortion/',
    lines: [[554, 586]],
  },
  references: ['opencre:567-025@5413fde', 'atlas:AML.T0020@5.6.1', 'atlas:AML.T0043.004@5.6.1'],
};
