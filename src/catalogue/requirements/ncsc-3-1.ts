// 3.1 Secure your infrastructure: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'NCSC-3.1',
  title: '3.1 Secure your infrastructure',
  document: 'ncsc-guidelines',
  permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
  secondary: false,
  references: ['atlas:AML.M0005@5.6.1', 'atlas:AML.M0019@5.6.1'],
  requirements: [
    {
      id: 'NCSC-3.1-01',
      title: 'Infrastructure secured in all stages',
      claim: 'Results of benchmarks are imported per zone and expire.',
      kind: 'check',
      stage: 'all',
      priority: 'important',
      lines: [[314, 314]],
      controls: ['NCSC-3.1'],
      capabilities: ['C10', 'C02', 'C15'],
      evidence: ['runtime-check'],
    },
    {
      id: 'NCSC-3.1-02',
      title: 'Access to APIs, models, data and pipelines',
      claim: 'Expected and real decisions are compared for each role, action, object and environment.',
      kind: 'guard',
      stage: 'all',
      priority: 'core',
      lines: [[314, 314]],
      controls: ['NCSC-3.1'],
      capabilities: ['C02', 'C13'],
      evidence: ['access-grant', 'policy-change'],
      commands: ['access explain', 'access prove'],
      references: ['aisvs:v1.0-C5.2.1@1.0'],
    },
  ],
};
