// Federated learning.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'FEDERATEDLEARNING',
  title: 'Federated learning',
  purpose: 'Trains where the data are, so that no place holds all of them, and withstands members who cheat.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.0 #FEDERATEDLEARNING Federated learning',
    permalink: 'https://owaspai.org/goto/federatedlearning/',
    lines: [[175, 211]],
  },
  references: [
    'opencre:661-440@5413fde',
    'atlas:AML.T0018.000@5.6.1',
    'atlas:AML.T0020@5.6.1',
    'atlas:AML.T0024.000@5.6.1',
    'nist-ai-100-2:NISTAML.011@E2025',
    'nist-ai-100-2:NISTAML.026@E2025',
    'nist-ai-100-2:NISTAML.032@E2025',
    'cosai:riskFederatedDistributedTrainingPrivacy@18ab1ef',
  ],
};
