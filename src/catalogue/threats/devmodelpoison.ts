// Direct development-time model poisoning.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'DEVMODELPOISON',
  title: 'Direct development-time model poisoning',
  description:
    'Parameters, architecture, code or configuration are changed in the engineering environment, or the model is exchanged.',
  impacts: ['model-behaviour'],
  surfaces: ['engineering-environment'],
  partOf: 'MODELPOISON',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1.2',
    permalink: 'https://owaspai.org/goto/devmodelpoison/',
    lines: [[627, 645]],
  },
  controls: [
    { control: 'LIMITUNWANTED', namedBy: ['text', 'table'] },
    { control: 'DEVSECURITY', namedBy: ['text', 'table'] },
    { control: 'SEGREGATEDATA', namedBy: ['text', 'table'] },
    { control: 'CONFCOMPUTE', namedBy: ['text'] },
    { control: 'SUPPLYCHAINMANAGE', namedBy: ['text', 'table'] },
    { control: 'CONTINUOUSVALIDATION', namedBy: ['text'] },
    { control: 'FEDERATEDLEARNING', namedBy: ['table'] },
    { control: 'MODELENSEMBLE', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: [
    'atlas:AML.T0018@5.6.1',
    'atlas:AML.T0018.000@5.6.1',
    'atlas:AML.T0018.001@5.6.1',
    'atlas:AML.T0018.002@5.6.1',
    'atlas:AML.T0011.000@5.6.1',
    'atlas:AML.T0112.001@5.6.1',
    'atlas:AML.M0008@5.6.1',
    'atlas:AML.M0013@5.6.1',
    'nist-ai-100-2:NISTAML.011@E2025',
    'nist-ai-100-2:NISTAML.026@E2025',
    'cosai:riskModelSourceTampering@18ab1ef',
    'cosai:riskMaliciousLoaderDeserialization@18ab1ef',
  ],
};
