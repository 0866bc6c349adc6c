// Supply-chain model poisoning.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'SUPPLYMODELPOISON',
  title: 'Supply-chain model poisoning',
  description: 'A supplied model was manipulated before it arrived and keeps the behaviour through further training.',
  impacts: ['model-behaviour'],
  surfaces: ['supply-chain'],
  partOf: 'MODELPOISON',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.1.3',
    permalink: 'https://owaspai.org/goto/supplymodelpoison/',
    lines: [[647, 672]],
  },
  controls: [
    { control: 'LIMITUNWANTED', namedBy: ['text', 'table'] },
    { control: 'SUPPLYCHAINMANAGE', namedBy: ['text', 'table'] },
    { control: 'POISONROBUSTMODEL', namedBy: ['text'] },
    { control: 'ADVERSARIALROBUSTDISTILLATION', namedBy: ['text'] },
    { control: 'DEVSECURITY', namedBy: ['table'] },
    { control: 'SEGREGATEDATA', namedBy: ['table'] },
    { control: 'FEDERATEDLEARNING', namedBy: ['table'] },
    { control: 'MODELENSEMBLE', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: [
    'atlas:AML.T0010.003@5.6.1',
    'atlas:AML.T0058@5.6.1',
    'atlas:AML.T0018.000@5.6.1',
    'atlas:AML.T0109@5.6.1',
    'atlas:AML.M0014@5.6.1',
    'nist-ai-100-2:NISTAML.05@E2025',
    'nist-ai-100-2:NISTAML.051@E2025',
    'cosai:riskModelSourceTampering@18ab1ef',
    'cosai:riskAdapterPEFTInjection@18ab1ef',
  ],
};
