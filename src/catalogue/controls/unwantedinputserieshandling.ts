// Handling of unwanted series of input.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'UNWANTEDINPUTSERIESHANDLING',
  title: 'Handling of unwanted series of input',
  purpose: "Finds probing in the series of an actor's inputs.",
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#UNWANTEDINPUTSERIESHANDLING',
    permalink: 'https://owaspai.org/go/unwantedinputserieshandling/',
    lines: [],
  },
  references: ['opencre:576-262@5413fde'],
};
