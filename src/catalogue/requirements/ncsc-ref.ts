// Further reading and notes: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'NCSC-REF',
  title: 'Further reading and notes',
  document: 'ncsc-guidelines',
  permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
  secondary: false,
  references: [],
  requirements: [
    {
      id: 'NCSC-REF-01',
      title: 'Frameworks cross-referenced',
      claim: 'Each named framework has id, version and licence, and rows where facts exist.',
      kind: 'record',
      stage: 'all',
      priority: 'extra',
      lines: [
        [379, 470],
        [479, 479],
      ],
      controls: ['NCSC-0'],
      capabilities: ['C15'],
      evidence: ['control-review'],
    },
    {
      id: 'NCSC-REF-02',
      title: 'Named test tools understood',
      claim: 'Results of these tools are imported with attack, subject digest and version.',
      kind: 'check',
      stage: 'evaluation',
      priority: 'important',
      lines: [[431, 438]],
      controls: ['NCSC-3.4'],
      capabilities: ['C08'],
      evidence: ['evaluation'],
    },
  ],
};
