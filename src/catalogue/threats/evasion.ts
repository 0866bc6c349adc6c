// Evasion.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'EVASION',
  title: 'Evasion',
  description: 'Input is crafted so that the model decides wrongly.',
  impacts: ['model-behaviour'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/evasion/',
    lines: [],
  },
  controls: [
    { control: 'LIMITUNWANTED', namedBy: ['table'] },
    { control: 'MONITORUSE', namedBy: ['table'] },
    { control: 'RATELIMIT', namedBy: ['table'] },
    { control: 'MODELACCESSCONTROL', namedBy: ['table'] },
    { control: 'ANOMALOUSINPUTHANDLING', namedBy: ['table'] },
    { control: 'EVASIONINPUTHANDLING', namedBy: ['table'] },
    { control: 'UNWANTEDINPUTSERIESHANDLING', namedBy: ['table'] },
    { control: 'EVASIONROBUSTMODEL', namedBy: ['table'] },
    { control: 'TRAINADVERSARIAL', namedBy: ['table'] },
    { control: 'INPUTDISTORTION', namedBy: ['table'] },
    { control: 'ADVERSARIALROBUSTDISTILLATION', namedBy: ['table'] },
  ],
  withoutRequirement: [],
  references: ['opencre:370-877@5413fde'],
};
