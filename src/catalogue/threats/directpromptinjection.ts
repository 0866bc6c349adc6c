// Direct prompt injection.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'DIRECTPROMPTINJECTION',
  title: 'Direct prompt injection',
  description: 'A user writes instructions that make the model act against its purpose.',
  impacts: ['model-behaviour'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/directpromptinjection/',
    lines: [],
  },
  controls: [
    { control: 'LIMITUNWANTED', namedBy: ['table'] },
    { control: 'MONITORUSE', namedBy: ['table'] },
    { control: 'RATELIMIT', namedBy: ['table'] },
    { control: 'MODELACCESSCONTROL', namedBy: ['table'] },
    { control: 'MODELALIGNMENT', namedBy: ['table'] },
  ],
  withoutRequirement: ['promptinjectioniohandling'],
  references: ['opencre:686-110@5413fde'],
};
