// Where models are trained, on what was checked again at the door by those who work here.
import { permit } from './permit.ts';
import type { Zone } from './zone.ts';

const name = 'training';

export const zone: Zone = {
  schema: 'assay.zone/1',
  name,
  area: name,
  purpose:
    'What models are trained with, and the models that come out. Poison from less protected areas is caught at the door.',
  holds: ['dataset', 'model', 'adapter', 'code', 'prompt', 'tool', 'container', 'package', 'ai-component'],
  home: ['model', 'adapter'],
  maxSensitivity: 3,
  inflows: [
    { from: 'outside' },
    { from: 'data-engineering', gate: 'enter-training' },
    { from: 'application', gate: 'enter-training' },
  ],
  policies: [
    permit(
      name,
      'data-scientist',
      ['see', 'use', 'write', 'attest'],
      'data scientists train with jobs; the data and weights stay in the zone',
    ),
    permit(
      name,
      'security-engineer',
      ['see', 'use', 'promote', 'attest'],
      'security engineers check what comes in, and let it in',
    ),
  ],
  retention: { days: 730, atEnd: 'review' },
  hardening: {
    network: 'none',
    hosts: [],
    jobs: ['scan', 'data-scan', 'contract-check', 'profile', 'train', 'evaluate', 'transform'],
    reviewDays: 90,
  },
};
