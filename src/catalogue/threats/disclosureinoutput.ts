// Disclosure in output.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'DISCLOSUREINOUTPUT',
  title: 'Disclosure in output',
  description: 'The model gives sensitive training or context data in its answers.',
  impacts: ['training-data-confidentiality'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/disclosureinoutput/',
    lines: [],
  },
  controls: [
    { control: 'DATAMINIMIZE', namedBy: ['table'] },
    { control: 'ALLOWEDDATA', namedBy: ['table'] },
    { control: 'SHORTRETAIN', namedBy: ['table'] },
    { control: 'OBFUSCATETRAININGDATA', namedBy: ['table'] },
    { control: 'MONITORUSE', namedBy: ['table'] },
    { control: 'RATELIMIT', namedBy: ['table'] },
    { control: 'MODELACCESSCONTROL', namedBy: ['table'] },
    { control: 'SENSITIVEOUTPUTHANDLING', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: [],
};
