// Confidential computing.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'CONFCOMPUTE',
  title: 'Confidential computing',
  purpose: 'Lets code run on data and models without showing them to those who run it.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.0 #CONFCOMPUTE Confidential computing',
    permalink: 'https://owaspai.org/goto/confcompute/',
    lines: [[163, 173]],
  },
  references: ['atlas:AML.M0012@5.6.1', 'atlas:AML.T0035@5.6.1'],
};
