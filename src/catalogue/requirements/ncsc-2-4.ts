// 2.4 Manage your technical debt: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'NCSC-2.4',
  title: '2.4 Manage your technical debt',
  document: 'ncsc-guidelines',
  permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
  secondary: false,
  note: 'The body of this guideline is missing in the copy that was read; its summary and introduction name it. Compare with the published text before quoting.',
  references: [],
  requirements: [
    {
      id: 'NCSC-2.4-01',
      title: 'Debt registered',
      claim: 'Open debts have risk, owner and date, also those found automatically, with trend and bounds.',
      kind: 'record',
      stage: 'all',
      priority: 'important',
      lines: [
        [142, 142],
        [278, 278],
        [485, 485],
      ],
      controls: ['NCSC-2.4'],
      capabilities: ['C09', 'C10'],
      evidence: ['risk-decision'],
    },
    {
      id: 'NCSC-2.4-02',
      title: 'Retirement planned',
      claim: 'Retiring freezes, revokes, lists copies and users, destroys or archives, and ends in a statement.',
      kind: 'process',
      stage: 'retirement',
      priority: 'extra',
      lines: [
        [142, 142],
        [278, 278],
        [485, 485],
      ],
      controls: ['NCSC-2.4'],
      capabilities: ['C01', 'C10', 'C15'],
      evidence: ['data-destruction', 'reference-move'],
      commands: ['zone retention', 'store'],
    },
  ],
};
