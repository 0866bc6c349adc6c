// Model inversion and membership inference.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'MODELINVERSIONANDMEMBERSHIP',
  title: 'Model inversion and membership inference',
  description: 'By many queries it is found what the training data held, or whether somebody was in them.',
  impacts: ['training-data-confidentiality'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/modelinversionandmembership/',
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
    { control: 'OBSCURECONFIDENCE', namedBy: ['table'] },
    { control: 'SMALLMODEL', namedBy: ['table'] },
    { control: 'UNWANTEDINPUTSERIESHANDLING', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: ['opencre:034-540@5413fde'],
};
