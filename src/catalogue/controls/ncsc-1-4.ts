// Consider security benefits and trade-offs when selecting your AI model.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-1.4',
  title: 'Consider security benefits and trade-offs when selecting your AI model',
  purpose: 'Chooses a model with its threats in view.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '1.4 Consider security benefits and trade-offs when selecting your AI model',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[267, 274]],
  },
  references: [],
};
