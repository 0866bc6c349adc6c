// Where data are collected, labelled and processed. Processing makes new versions; what is there is never changed.
import { permit } from './permit.ts';
import type { Zone } from './zone.ts';

const name = 'data-engineering';

export const zone: Zone = {
  schema: 'assay.zone/1',
  name,
  area: name,
  purpose: 'Data and base models that were let in, while they are prepared for training.',
  holds: ['dataset', 'model', 'adapter', 'document', 'prompt', 'code', 'tool', 'package', 'ai-component'],
  home: ['dataset'],
  maxSensitivity: 3,
  inflows: [
    { from: 'outside' },
    { from: 'quarantine', gate: 'leave-quarantine' },
    { from: 'operation', gate: 'leave-operation' },
  ],
  policies: [
    permit(
      name,
      'data-engineer',
      ['see', 'read', 'use', 'label', 'write', 'promote', 'attest'],
      'data engineers prepare data, and take in what its gate lets through',
    ),
    permit(
      name,
      'security-engineer',
      ['see', 'use', 'promote', 'attest'],
      'security engineers examine data with jobs, without taking them away',
    ),
    permit(name, 'data-scientist', ['see', 'use'], 'data scientists let jobs compute with data that they do not read'),
  ],
  retention: { days: 730, atEnd: 'review' },
  hardening: {
    network: 'none',
    hosts: [],
    jobs: ['scan', 'data-scan', 'contract-check', 'profile', 'data-clean', 'transform'],
    reviewDays: 90,
  },
};
