// Outside of the house: what others run, known here by its address and by what was asked of it. No bytes lie here.
import { permit } from './permit.ts';
import type { Zone } from './zone.ts';

const name = 'external';

export const zone: Zone = {
  schema: 'assay.zone/1',
  name,
  area: name,
  purpose: 'Services and models that others run. Nothing of ours lies here, and nothing sensitive is sent here.',
  holds: ['hosted-model', 'hosting-service'],
  home: ['hosted-model', 'hosting-service'],
  maxSensitivity: 3,
  inflows: [{ from: 'outside' }],
  policies: [
    permit(name, 'security-engineer', ['see', 'read', 'write', 'attest'], 'security engineers look at what others run'),
    permit(name, 'app-engineer', ['see', 'write'], 'application engineers record the services that they want to use'),
    permit(name, 'data-scientist', ['see', 'attest'], 'data scientists test what others run'),
  ],
  retention: { days: 365, atEnd: 'review' },
  hardening: { network: 'none', hosts: [], jobs: [], reviewDays: 180 },
};
