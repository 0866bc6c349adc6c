// 3.0 #CONFCOMPUTE Confidential computing: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'OWASP-CONFCOMPUTE',
  title: '3.0 #CONFCOMPUTE Confidential computing',
  document: 'owasp-ai-exchange-3',
  permalink: 'https://owaspai.org/goto/confcompute/',
  secondary: false,
  references: ['atlas:AML.M0012@5.6.1', 'atlas:AML.T0035@5.6.1'],
  requirements: [
    {
      id: 'OWASP-CONFCOMPUTE-01',
      title: 'Computing without showing the data',
      claim: 'Engineers run code on data they may use but not read. Only listed outputs leave, each past a filter.',
      kind: 'guard',
      stage: 'training',
      priority: 'important',
      lines: [[168, 168]],
      controls: ['CONFCOMPUTE'],
      capabilities: ['C02'],
      evidence: ['provenance', 'access-event'],
      references: ['aisvs:v1.0-C4.1.4@1.0'],
    },
    {
      id: 'OWASP-CONFCOMPUTE-02',
      title: 'Hardware attestation before keys',
      claim:
        'Keys are released only for a current attestation with expected measurements. Replayed and outdated ones are refused.',
      kind: 'check',
      stage: 'training',
      priority: 'extra',
      lines: [[168, 168]],
      controls: ['CONFCOMPUTE'],
      capabilities: ['C02', 'C03'],
      evidence: ['runtime-check', 'zone-key-change'],
      references: ['aisvs:v1.0-C4.1.3@1.0', 'aisvs:v1.0-C4.2.2@1.0'],
    },
    {
      id: 'OWASP-CONFCOMPUTE-03',
      title: 'Level of isolation stated',
      claim: 'It is told which isolation was really used: none, process, virtual machine or attested hardware.',
      kind: 'report',
      stage: 'training',
      priority: 'core',
      lines: [[168, 168]],
      controls: ['CONFCOMPUTE'],
      capabilities: ['C15'],
      evidence: ['provenance'],
    },
  ],
};
