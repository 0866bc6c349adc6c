// 3.1 #MODELENSEMBLE Model ensemble: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'OWASP-MODELENSEMBLE',
  title: '3.1 #MODELENSEMBLE Model ensemble',
  document: 'owasp-ai-exchange-3',
  permalink: 'https://owaspai.org/goto/modelensemble/',
  secondary: false,
  references: ['opencre:146-871@5413fde', 'atlas:AML.M0006@5.6.1'],
  requirements: [
    {
      id: 'OWASP-MODELENSEMBLE-01',
      title: 'Ensemble over random parts',
      claim:
        'A dataset, a number and a seed give disjoint parts and one model each, with the part of each sample kept.',
      kind: 'transform',
      stage: 'training',
      priority: 'core',
      lines: [
        [386, 386],
        [390, 390],
      ],
      controls: ['MODELENSEMBLE'],
      capabilities: ['C07'],
      evidence: ['transform'],
    },
    {
      id: 'OWASP-MODELENSEMBLE-02',
      title: 'A member that deviates is left out',
      claim: 'A member that departs from the others is ignored and reported with its part of the data.',
      kind: 'guard',
      stage: 'operation',
      priority: 'core',
      lines: [
        [382, 382],
        [386, 386],
      ],
      controls: ['MODELENSEMBLE'],
      capabilities: ['C07', 'C13'],
      evidence: ['runtime-check'],
    },
    {
      id: 'OWASP-MODELENSEMBLE-03',
      title: 'Tolerance of the vote told',
      claim:
        'The number of poisoned parts that the vote bears is reported, with a measured curve over the share of poison.',
      kind: 'report',
      stage: 'evaluation',
      priority: 'important',
      lines: [[388, 388]],
      controls: ['MODELENSEMBLE'],
      capabilities: ['C08', 'C15'],
      evidence: ['evaluation'],
    },
  ],
};
