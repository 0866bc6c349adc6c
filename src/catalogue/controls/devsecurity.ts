// Security of the development environment.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'DEVSECURITY',
  title: 'Security of the development environment',
  purpose:
    'Protects data, models, code and configuration where they are made: inventory, encryption, access, logging, integrity, signatures.',
  scope: 'threats',
  source: {
    document: 'owasp-ai-exchange-3',
    section: '3.0 #DEVSECURITY Security of the development environment',
    permalink: 'https://owaspai.org/goto/devsecurity/',
    lines: [[47, 138]],
  },
  references: [
    'atlas:AML.T0025@5.6.1',
    'atlas:AML.T0035@5.6.1',
    'atlas:AML.T0037@5.6.1',
    'atlas:AML.T0012@5.6.1',
    'atlas:AML.T0055@5.6.1',
    'atlas:AML.T0010.001@5.6.1',
    'atlas:AML.M0005@5.6.1',
    'atlas:AML.M0012@5.6.1',
    'atlas:AML.M0013@5.6.1',
    'atlas:AML.M0016@5.6.1',
  ],
};
