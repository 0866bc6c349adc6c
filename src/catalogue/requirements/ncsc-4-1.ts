// 4.1 Monitor your system's behaviour: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'NCSC-4.1',
  title: "4.1 Monitor your system's behaviour",
  document: 'ncsc-guidelines',
  permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
  secondary: false,
  references: ['atlas:AML.M0008@5.6.1', 'atlas:AML.T0031@5.6.1'],
  requirements: [
    {
      id: 'NCSC-4.1-01',
      title: 'Sudden and gradual change measured',
      claim: 'Planted shifts in outputs and metrics are found within a stated delay and rate of false alarms.',
      kind: 'check',
      stage: 'operation',
      priority: 'core',
      lines: [[359, 359]],
      controls: ['NCSC-4.1'],
      capabilities: ['C13', 'C08'],
      evidence: ['drift'],
      references: ['aisvs:v1.0-C12.3.1@1.0'],
    },
    {
      id: 'NCSC-4.1-02',
      title: 'Compromise told from drift',
      claim:
        'An alarm is compared with integrity, configuration, deployments, inputs and actors, and causes are ranked.',
      kind: 'check',
      stage: 'operation',
      priority: 'core',
      lines: [[359, 359]],
      controls: ['NCSC-4.1'],
      capabilities: ['C13', 'C14'],
      evidence: ['drift'],
      references: ['aisvs:v1.0-C12.3.4@1.0'],
    },
  ],
};
