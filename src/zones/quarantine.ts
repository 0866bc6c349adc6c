// Where everything from outside lies first. Nobody works with it here; it is looked at.
import { permit } from './permit.ts';
import { quarantineName, type Zone } from './zone.ts';

const name: string = quarantineName;

export const zone: Zone = {
  schema: 'assay.zone/1',
  name,
  area: name,
  purpose:
    'What came from outside, until somebody knows what it is, where it comes from and that loading it runs nothing; and what was withdrawn from another zone.',
  holds: [
    'model',
    'adapter',
    'dataset',
    'prompt',
    'code',
    'document',
    'container',
    'tool',
    'log',
    'package',
    'ai-component',
  ],
  home: [],
  maxSensitivity: 3,
  inflows: [{ from: 'outside' }, { from: 'any' }],
  policies: [
    permit(
      name,
      'security-engineer',
      ['see', 'read', 'use', 'write', 'take-in', 'promote', 'attest'],
      'security engineers take things in, examine them, and withdraw what turns out bad',
    ),
    permit(
      name,
      'data-engineer',
      ['see', 'take-in'],
      'data engineers may order data; they work with them after the gate',
    ),
    permit(
      name,
      'data-scientist',
      ['see', 'take-in'],
      'data scientists may order models; they work with them after the gate',
    ),
    permit(
      name,
      'app-engineer',
      ['see', 'take-in'],
      'application engineers may order components; they work with them after the gate',
    ),
  ],
  retention: { days: 90, atEnd: 'destroy' },
  hardening: { network: 'none', hosts: [], jobs: ['scan', 'data-scan', 'contract-check', 'profile'], reviewDays: 90 },
};
