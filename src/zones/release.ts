// What is about to leave the house, or has: checked as a whole, and never changed again.
import { permit } from './permit.ts';
import type { Zone } from './zone.ts';

const name = 'release';

export const zone: Zone = {
  schema: 'assay.zone/1',
  name,
  area: name,
  purpose: 'What is handed to others or put into operation, exactly as it was decided about.',
  holds: ['model', 'adapter', 'code', 'prompt', 'document', 'tool', 'container', 'dataset', 'package', 'ai-component'],
  home: [],
  maxSensitivity: 2,
  inflows: [
    { from: 'application', gate: 'release' },
    { from: 'training', gate: 'release' },
  ],
  policies: [
    permit(
      name,
      'release-manager',
      ['see', 'read', 'promote', 'export', 'attest'],
      'release managers hand over what its gate let through',
    ),
    permit(name, 'operator', ['see', 'use'], 'operators see what they are to run'),
    permit(name, 'security-engineer', ['see', 'use', 'attest'], 'security engineers look into what was released'),
  ],
  retention: { days: 3650, atEnd: 'review' },
  hardening: { network: 'none', hosts: [], jobs: ['scan', 'evaluate'], reviewDays: 180 },
};
