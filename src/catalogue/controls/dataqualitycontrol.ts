// Data quality control.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'DATAQUALITYCONTROL',
  title: 'Data quality control',
  purpose: 'Looks for manipulated data before they are used.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1.1 #DATAQUALITYCONTROL Data quality control',
    permalink: 'https://owaspai.org/goto/dataqualitycontrol/',
    lines: [[464, 552]],
  },
  references: [
    'opencre:041-188@5413fde',
    'atlas:AML.M0007@5.6.1',
    'atlas:AML.M0025@5.6.1',
    'atlas:AML.T0020@5.6.1',
    'atlas:AML.T0059@5.6.1',
  ],
};
