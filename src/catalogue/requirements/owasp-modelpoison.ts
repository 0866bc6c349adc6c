// 3.1 Broad model poisoning: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'OWASP-MODELPOISON',
  title: '3.1 Broad model poisoning',
  document: 'owasp-ai-exchange-3',
  permalink: 'https://owaspai.org/goto/modelpoison/',
  secondary: false,
  references: [
    'atlas:AML.T0018@5.6.1',
    'atlas:AML.T0020@5.6.1',
    'atlas:AML.T0031@5.6.1',
    'nist-ai-100-2:NISTAML.011@E2025',
    'nist-ai-100-2:NISTAML.013@E2025',
    'nist-ai-100-2:NISTAML.051@E2025',
  ],
  requirements: [
    {
      id: 'OWASP-MODELPOISON-01',
      title: 'Three ways to poison a model',
      claim:
        'The model of threats tells apart poisoned data, a manipulated environment and a poisoned supply, and why each applies.',
      kind: 'model-of-threat',
      stage: 'design',
      priority: 'core',
      lines: [[341, 351]],
      controls: ['RISKANALYSIS'],
      capabilities: ['C09'],
      evidence: ['threat-model'],
    },
    {
      id: 'OWASP-MODELPOISON-02',
      title: 'Where poison can enter, stage by stage',
      claim: 'For each stage the checks that come after it are shown. A stage with none after it stands out.',
      kind: 'model-of-threat',
      stage: 'design',
      priority: 'core',
      lines: [[353, 357]],
      controls: ['RISKANALYSIS', 'SEGREGATEDATA'],
      capabilities: ['C09', 'C02'],
      evidence: ['threat-model'],
    },
    {
      id: 'OWASP-MODELPOISON-03',
      title: 'Each poisoning threat has its controls',
      claim: 'The controls of each applicable threat are shown with evidence. A reason that is not on record is a gap.',
      kind: 'report',
      stage: 'design',
      priority: 'core',
      lines: [
        [362, 379],
        [427, 441],
        [635, 644],
        [658, 670],
      ],
      controls: ['RISKANALYSIS'],
      capabilities: ['C15', 'C09'],
      evidence: ['threat-model', 'risk-decision'],
    },
  ],
};
