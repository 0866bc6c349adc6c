// Risk analysis.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'RISKANALYSIS',
  title: 'Risk analysis',
  purpose: 'Finds the threats that apply, decides on them and repeats it.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#RISKANALYSIS',
    permalink: 'https://owaspai.org/go/riskanalysis/',
    lines: [],
  },
  references: [],
};
