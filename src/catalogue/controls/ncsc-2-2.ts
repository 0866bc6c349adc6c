// Identify, track and protect your assets.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-2.2',
  title: 'Identify, track and protect your assets',
  purpose: 'Knows and protects what is worth protecting.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '2.2 Identify, track and protect your assets',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [[294, 298]],
  },
  references: ['atlas:AML.M0005@5.6.1', 'atlas:AML.M0025@5.6.1'],
};
