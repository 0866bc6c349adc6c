// 3.4 Release AI responsibly: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'NCSC-3.4',
  title: '3.4 Release AI responsibly',
  document: 'ncsc-guidelines',
  permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
  secondary: false,
  references: ['atlas:AML.M0008@5.6.1'],
  requirements: [
    {
      id: 'NCSC-3.4-01',
      title: 'Release after evaluation',
      claim: 'A release needs fresh evaluations of the needed kinds for exactly its digests.',
      kind: 'gate',
      stage: 'deployment',
      priority: 'core',
      lines: [[341, 341]],
      controls: ['NCSC-3.4'],
      capabilities: ['C10', 'C08'],
      evidence: ['gate-decision', 'evaluation', 'release'],
      gates: ['release', 'promote-model'],
      commands: ['gate decide'],
      references: ['aisvs:v1.0-C3.2.1@1.0', 'aisvs:v1.0-C6.1.4@1.0'],
    },
    {
      id: 'NCSC-3.4-02',
      title: 'Known limits told',
      claim: 'Release notes list each limit and open finding, and results of outside test tools are imported.',
      kind: 'report',
      stage: 'deployment',
      priority: 'core',
      lines: [
        [341, 341],
        [431, 438],
      ],
      controls: ['NCSC-3.4'],
      capabilities: ['C11', 'C08'],
      evidence: ['doc-card', 'evaluation'],
    },
  ],
};
