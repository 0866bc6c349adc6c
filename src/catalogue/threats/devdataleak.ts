// Development-time data leak.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'DEVDATALEAK',
  title: 'Development-time data leak',
  description: 'Training or test data get out of the development environment.',
  impacts: ['training-data-confidentiality'],
  surfaces: ['engineering-environment', 'supply-chain'],
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.2.1',
    permalink: 'https://owaspai.org/goto/devdataleak/',
    lines: [[679, 702]],
  },
  controls: [
    { control: 'DATAMINIMIZE', namedBy: ['text', 'table'] },
    { control: 'DEVSECURITY', namedBy: ['text', 'table'] },
    { control: 'SEGREGATEDATA', namedBy: ['text', 'table'] },
    { control: 'CONFCOMPUTE', namedBy: ['text'] },
    { control: 'ALLOWEDDATA', namedBy: ['table'] },
    { control: 'SHORTRETAIN', namedBy: ['table'] },
    { control: 'OBFUSCATETRAININGDATA', namedBy: ['table'] },
    { control: 'FEDERATEDLEARNING', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: [
    'atlas:AML.T0025@5.6.1',
    'atlas:AML.T0035@5.6.1',
    'atlas:AML.T0036@5.6.1',
    'atlas:AML.T0037@5.6.1',
    'nist-ai-100-2:NISTAML.03@E2025',
    'cosai:riskExcessiveDataHandling@18ab1ef',
    'cosai:riskUnauthorizedTrainingData@18ab1ef',
  ],
};
