// Supply-chain management.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'SUPPLYCHAINMANAGE',
  title: 'Supply-chain management',
  purpose: 'Knows, examines and watches what others supply: data, models, tools, services.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.0 #SUPPLYCHAINMANAGE Supply-chain management',
    permalink: 'https://owaspai.org/goto/supplychainmanage/',
    lines: [[213, 339]],
  },
  references: [
    'opencre:613-285@5413fde',
    'opencre:881-234@5413fde',
    'atlas:AML.T0010@5.6.1',
    'atlas:AML.T0010.001@5.6.1',
    'atlas:AML.T0010.002@5.6.1',
    'atlas:AML.T0010.003@5.6.1',
    'atlas:AML.T0010.004@5.6.1',
    'atlas:AML.T0011.000@5.6.1',
    'atlas:AML.T0109@5.6.1',
    'atlas:AML.T0111@5.6.1',
    'atlas:AML.M0014@5.6.1',
    'atlas:AML.M0023@5.6.1',
    'atlas:AML.M0025@5.6.1',
    'atlas:AML.M0013@5.6.1',
    'atlas:AML.M0016@5.6.1',
    'atlas:AML.M0011@5.6.1',
    'cosai:riskModelSourceTampering@18ab1ef',
    'cosai:riskToolSourceProvenance@18ab1ef',
    'cosai:riskMaliciousLoaderDeserialization@18ab1ef',
  ],
};
