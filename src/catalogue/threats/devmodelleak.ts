// Development-time model leak.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'DEVMODELLEAK',
  title: 'Development-time model leak',
  description: 'Parameters or architecture of a model are stolen during development or from a supplier.',
  impacts: ['model-confidentiality'],
  surfaces: ['engineering-environment', 'supply-chain'],
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.2.2',
    permalink: 'https://owaspai.org/goto/devmodelleak/',
    lines: [[704, 731]],
  },
  controls: [
    { control: 'DATAMINIMIZE', namedBy: ['text'] },
    { control: 'DEVSECURITY', namedBy: ['text', 'table'] },
    { control: 'SEGREGATEDATA', namedBy: ['text', 'table'] },
    { control: 'CONFCOMPUTE', namedBy: ['text'] },
    { control: 'SUPPLYCHAINMANAGE', namedBy: ['text'] },
    { control: 'MODELWATERMARKING', namedBy: ['text'] },
    { control: 'FEDERATEDLEARNING', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: [
    'atlas:AML.T0035@5.6.1',
    'atlas:AML.T0025@5.6.1',
    'atlas:AML.T0044@5.6.1',
    'atlas:AML.T0048.004@5.6.1',
    'atlas:AML.T0007@5.6.1',
    'cosai:riskModelExfiltration@18ab1ef',
  ],
};
