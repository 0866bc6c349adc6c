// Protect your model continuously.
import type { Control } from '../control.ts';

export const control: Control = {
  id: 'NCSC-3.2',
  title: 'Protect your model continuously',
  purpose: 'Protects the model against tampering and theft, always.',
  scope: 'life-cycle',
  source: {
    document: 'ncsc-guidelines',
    section: '3.2 Protect your model continuously',
    permalink: 'https://www.ncsc.gov.uk/collection/guidelines-secure-ai-system-development',
    lines: [
      [320, 329],
      [486, 488],
    ],
  },
  references: [
    'atlas:AML.T0024@5.6.1',
    'atlas:AML.M0013@5.6.1',
    'atlas:AML.M0002@5.6.1',
    'atlas:AML.M0004@5.6.1',
    'nist-ai-100-2:NISTAML.031@E2025',
    'nist-ai-100-2:NISTAML.032@E2025',
    'nist-ai-100-2:NISTAML.033@E2025',
    'cosai:riskModelReverseEngineering@18ab1ef',
    'cosai:riskModelExfiltration@18ab1ef',
  ],
};
