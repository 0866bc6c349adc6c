// Encoded model output.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'ENCODEMODELOUTPUT',
  title: 'Encoded model output',
  purpose: 'Makes output harmless for where it goes.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#ENCODEMODELOUTPUT',
    permalink: 'https://owaspai.org/go/encodemodeloutput/',
    lines: [],
  },
  references: [],
};
