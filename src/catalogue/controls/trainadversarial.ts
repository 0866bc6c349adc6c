// Adversarial training.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'TRAINADVERSARIAL',
  title: 'Adversarial training',
  purpose: 'Trains with adversarial examples so that small changes mislead less.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1.1 #TRAINADVERSARIAL Adversarial training',
    permalink: 'https://owaspai.org/goto/trainadversarial/',
    lines: [[612, 625]],
  },
  references: ['opencre:408-838@5413fde', 'atlas:AML.M0003@5.6.1', 'atlas:AML.T0020@5.6.1', 'atlas:AML.T0043@5.6.1'],
};
