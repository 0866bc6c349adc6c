// Model ensemble.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'MODELENSEMBLE',
  title: 'Model ensemble',
  purpose: 'Trains several models on parts of the data, so that poison reaches only some.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1 #MODELENSEMBLE Model ensemble',
    permalink: 'https://owaspai.org/goto/modelensemble/',
    lines: [[381, 395]],
  },
  references: ['opencre:146-871@5413fde', 'atlas:AML.M0006@5.6.1'],
};
