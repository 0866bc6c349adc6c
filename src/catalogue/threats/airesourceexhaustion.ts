// Resource exhaustion.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'AIRESOURCEEXHAUSTION',
  title: 'Resource exhaustion',
  description: 'Input makes the model so slow or costly that it serves nobody.',
  impacts: ['model-availability'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/airesourceexhaustion/',
    lines: [],
  },
  controls: [
    { control: 'MONITORUSE', namedBy: ['table'] },
    { control: 'RATELIMIT', namedBy: ['table'] },
    { control: 'MODELACCESSCONTROL', namedBy: ['table'] },
  ],
  withoutRequirement: ['dosinputvalidation', 'limitresources'],
  references: [],
};
