// Indirect prompt injection.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'INDIRECTPROMPTINJECTION',
  title: 'Indirect prompt injection',
  description: 'Instructions hidden in content that the model reads make it act for somebody else.',
  impacts: ['model-behaviour'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/indirectpromptinjection/',
    lines: [],
  },
  controls: [
    { control: 'LIMITUNWANTED', namedBy: ['table'] },
    { control: 'AUGMENTATIONDATAINTEGRITY', namedBy: ['catalogue'] },
  ],
  withoutRequirement: ['promptinjectioniohandling', 'inputsegregation'],
  references: ['opencre:012-625@5413fde'],
};
