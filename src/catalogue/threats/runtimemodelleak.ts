// Runtime model leak.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'RUNTIMEMODELLEAK',
  title: 'Runtime model leak',
  description: 'A deployed model is copied from where it runs.',
  impacts: ['model-confidentiality'],
  surfaces: ['running-system'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/runtimemodelleak/',
    lines: [],
  },
  controls: [{ control: 'RUNTIMEMODELCONFIDENTIALITY', namedBy: ['table'] }],
  withoutRequirement: ['modelobfuscation'],
  references: [],
};
