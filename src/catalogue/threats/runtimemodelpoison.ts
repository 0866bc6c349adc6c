// Runtime model poisoning.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'RUNTIMEMODELPOISON',
  title: 'Runtime model poisoning',
  description: 'A deployed model, or the code around it, is changed where it runs.',
  impacts: ['model-behaviour'],
  surfaces: ['running-system'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/runtimemodelpoison/',
    lines: [],
  },
  controls: [
    { control: 'LIMITUNWANTED', namedBy: ['table'] },
    { control: 'RUNTIMEMODELINTEGRITY', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: [],
};
