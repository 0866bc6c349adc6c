// Discretion.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'DISCRETE',
  title: 'Discretion',
  purpose: 'Gives away no technical detail that helps an attacker.',
  scope: 'life-cycle',
  source: {
    document: 'owasp-ai-exchange',
    section: '#DISCRETE',
    permalink: 'https://owaspai.org/go/discrete/',
    lines: [],
  },
  references: ['opencre:818-434@5413fde'],
};
