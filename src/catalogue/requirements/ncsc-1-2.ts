// 1.2 Model the threats to your system: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'NCSC-1.2',
  title: '1.2 Model the threats to your system',
  document: 'ncsc-guidelines',
  permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
  secondary: false,
  references: [],
  requirements: [
    {
      id: 'NCSC-1.2-01',
      title: 'Whole threat assessment',
      claim: 'Graph and answers give threats, paths, impact on system, users, organisation and society, and treatment.',
      kind: 'model-of-threat',
      stage: 'design',
      priority: 'core',
      lines: [
        [233, 233],
        [480, 481],
      ],
      controls: ['NCSC-1.2'],
      capabilities: ['C09'],
      evidence: ['threat-model'],
    },
    {
      id: 'NCSC-1.2-02',
      title: 'Decisions on AI threats',
      claim: 'Each applicable threat has a decision with reason, owner and date. One missing stops the release.',
      kind: 'record',
      stage: 'design',
      priority: 'core',
      lines: [[233, 233]],
      controls: ['NCSC-1.2'],
      capabilities: ['C09'],
      evidence: ['risk-decision', 'gate-decision'],
    },
    {
      id: 'NCSC-1.2-03',
      title: 'Assessed again when things change',
      claim: 'New data, exposure, attack knowledge, incidents and time make the threat model stale, with the reason.',
      kind: 'process',
      stage: 'all',
      priority: 'important',
      lines: [[235, 235]],
      controls: ['NCSC-1.2'],
      capabilities: ['C09'],
      evidence: ['threat-model'],
    },
  ],
};
