// Adversarial-robust distillation.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'ADVERSARIALROBUSTDISTILLATION',
  title: 'Adversarial-robust distillation',
  purpose: 'Trains a student on softened outputs for smoother decisions.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange',
    section: '#ADVERSARIALROBUSTDISTILLATION',
    permalink: 'https://owaspai.org/go/adversarialrobustdistillation/',
    lines: [],
  },
  references: ['opencre:467-215@5413fde'],
};
