// Injection in output.
import type { Threat } from '../threat.ts';

export const threat: Threat = {
  id: 'OUTPUTCONTAINSCONVENTIONALINJECTION',
  title: 'Injection in output',
  description: 'Output carries code that harms the system which shows or runs it.',
  impacts: ['any-asset'],
  surfaces: ['model-use'],
  source: {
    document: 'owasp-ai-exchange',
    section: 'periodic table',
    permalink: 'https://owaspai.org/go/outputcontainsconventionalinjection/',
    lines: [],
  },
  controls: [{ control: 'ENCODEMODELOUTPUT', namedBy: ['table'] }],
  withoutRequirement: [],
  references: ['opencre:780-757@5413fde'],
};
