// Model exfiltration.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'MODELEXFILTRATION',
  title: 'Model exfiltration',
  description: 'The function of a model is rebuilt from its answers.',
  impacts: ['model-confidentiality'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/modelexfiltration/',
    lines: [],
  },
  controls: [
    { control: 'MONITORUSE', namedBy: ['table'] },
    { control: 'RATELIMIT', namedBy: ['table'] },
    { control: 'MODELACCESSCONTROL', namedBy: ['table'] },
    { control: 'UNWANTEDINPUTSERIESHANDLING', namedBy: ['table'] },
    { control: 'MODELWATERMARKING', namedBy: ['catalogue'] },
  ],
  withoutRequirement: [],
  references: ['opencre:141-385@5413fde'],
};
