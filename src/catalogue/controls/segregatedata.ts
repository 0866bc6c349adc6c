// Segregated data.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SEGREGATEDATA',
  title: 'Segregated data',
  purpose: 'Keeps sensitive assets in areas of their own, each hardened, with checks at the borders.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.0 #SEGREGATEDATA Segregated data',
    permalink: 'https://owaspai.org/goto/segregatedata/',
    lines: [[140, 161]],
  },
  references: ['atlas:AML.M0005@5.6.1', 'atlas:AML.M0019@5.6.1', 'atlas:AML.T0035@5.6.1'],
};
