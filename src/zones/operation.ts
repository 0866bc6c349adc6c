// Where models run and what they meet is collected. What is collected is added to, and goes back to engineering through a gate.
import { permit } from './permit.ts';
import type { Zone } from './zone.ts';

const name = 'operation';

export const zone: Zone = {
  schema: 'assay.zone/1',
  name,
  area: name,
  purpose: 'Models in use, and what is collected while they run, which is as sensitive as what they were trained with.',
  holds: [
    'log',
    'dataset',
    'model',
    'adapter',
    'code',
    'prompt',
    'document',
    'tool',
    'container',
    'package',
    'ai-component',
  ],
  home: ['log'],
  maxSensitivity: 3,
  inflows: [{ from: 'outside' }, { from: 'training', gate: 'promote-model' }, { from: 'release', gate: 'release' }],
  policies: [
    permit(name, 'operator', ['see', 'use', 'promote', 'attest'], 'operators run what was let through'),
    permit(name, 'collector', ['write'], 'a collector adds what it met; it reads nothing'),
    permit(name, 'security-engineer', ['see', 'use', 'attest'], 'security engineers look into what is running'),
    permit(name, 'data-engineer', ['see', 'use'], 'data engineers choose what goes back through the gate'),
  ],
  retention: { days: 180, atEnd: 'destroy' },
  hardening: { network: 'none', hosts: [], jobs: ['scan', 'data-scan', 'monitor'], reviewDays: 90 },
};
