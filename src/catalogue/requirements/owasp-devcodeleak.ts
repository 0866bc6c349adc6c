// 3.2.3 Source code and configuration leak: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'OWASP-DEVCODELEAK',
  title: '3.2.3 Source code and configuration leak',
  document: 'owasp-ai-exchange-3',
  permalink: 'https://owaspai.org/goto/devcodeleak/',
  secondary: false,
  references: ['atlas:AML.T0035@5.6.1', 'atlas:AML.T0037@5.6.1', 'atlas:AML.T0095.000@5.6.1', 'atlas:AML.T0055@5.6.1'],
  requirements: [
    {
      id: 'OWASP-DEVCODELEAK-01',
      title: 'Code and configuration leak',
      claim:
        'They are classed and zoned, secrets are sought, and who can read them is mapped, notebooks and build logs too.',
      kind: 'model-of-threat',
      stage: 'all',
      priority: 'important',
      lines: [[733, 740]],
      controls: ['DEVSECURITY', 'SEGREGATEDATA'],
      capabilities: ['C09', 'C02'],
      evidence: ['scan-static', 'threat-model'],
    },
    {
      id: 'OWASP-DEVCODELEAK-02',
      title: 'Evidence about code itself',
      claim: 'For this threat only evidence whose subject is code or configuration of that system counts.',
      kind: 'guard',
      stage: 'all',
      priority: 'important',
      lines: [[742, 748]],
      controls: ['DEVSECURITY', 'SEGREGATEDATA'],
      capabilities: ['C02'],
      evidence: ['access-grant', 'placement'],
    },
  ],
};
