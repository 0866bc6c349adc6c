// Input data leak.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'INPUTDATALEAK',
  title: 'Input data leak',
  description: 'What users put in is read by others.',
  impacts: ['input-confidentiality'],
  surfaces: ['running-system'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/inputdataleak/',
    lines: [],
  },
  controls: [{ control: 'RUNTIMEMODELCONFIDENTIALITY', namedBy: ['table'] }],
  withoutRequirement: [],
  references: [],
};
