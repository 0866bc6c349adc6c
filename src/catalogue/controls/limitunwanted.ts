// Limited effect of unwanted behaviour.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'LIMITUNWANTED',
  title: 'Limited effect of unwanted behaviour',
  purpose: 'Bounds the harm a misbehaving model can do.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#LIMITUNWANTED',
    permalink: 'https://owaspai.org/go/limitunwanted/',
    lines: [],
  },
  references: [],
};
