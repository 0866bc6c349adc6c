// Source code or configuration leak.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'DEVCODELEAK',
  title: 'Source code or configuration leak',
  description: 'Outsiders read the code or the settings that a model is made with.',
  impacts: ['model-confidentiality'],
  surfaces: ['engineering-environment'],
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.2.3',
    permalink: 'https://owaspai.org/goto/devcodeleak/',
    lines: [[733, 749]],
  },
  controls: [
    { control: 'DATAMINIMIZE', namedBy: ['text'] },
    { control: 'DEVSECURITY', namedBy: ['text'] },
    { control: 'SEGREGATEDATA', namedBy: ['text'] },
  ],
  withoutRequirement: [],
  references: ['atlas:AML.T0035@5.6.1', 'atlas:AML.T0037@5.6.1', 'atlas:AML.T0095.000@5.6.1', 'atlas:AML.T0055@5.6.1'],
};
