// Where the application around the model is built. Whoever works here reads models and data, and changes neither.
import { permit } from './permit.ts';
import type { Zone } from './zone.ts';

const name = 'application';

export const zone: Zone = {
  schema: 'assay.zone/1',
  name,
  area: name,
  purpose:
    'Code, prompts, tools and configuration, and the models and data that the application is built and tested with.',
  holds: [
    'code',
    'prompt',
    'document',
    'tool',
    'container',
    'package',
    'ai-component',
    'model',
    'adapter',
    'dataset',
    'hosted-model',
    'hosting-service',
  ],
  home: ['code', 'prompt', 'document', 'tool', 'container', 'package', 'ai-component'],
  maxSensitivity: 3,
  inflows: [
    { from: 'outside' },
    { from: 'quarantine', gate: 'leave-quarantine' },
    { from: 'training', gate: 'promote-model' },
    { from: 'data-engineering', gate: 'train-with' },
    { from: 'external', gate: 'use-hosted-model' },
  ],
  policies: [
    permit(name, 'app-engineer', ['see', 'read', 'use'], 'application engineers read what they build with'),
    // Never data or models: in another zone they have no such right at all.
    {
      id: `${name}-app-engineer-own`,
      text: `@reason("application engineers change code, prompts, tools and documents, never data or models")
permit (
  principal in Role::"app-engineer",
  action in [Action::"write", Action::"attest"],
  resource in Zone::"${name}"
)
when { !(resource is Asset) || ["code", "prompt", "document", "tool", "container", "package", "ai-component"].contains(resource.kind) };`,
    },
    permit(
      name,
      'security-engineer',
      ['see', 'read', 'use', 'promote', 'attest'],
      'security engineers examine what is built',
    ),
    permit(name, 'data-scientist', ['see', 'use'], 'data scientists see what their models are used in'),
  ],
  retention: { days: 1095, atEnd: 'review' },
  hardening: { network: 'none', hosts: [], jobs: ['scan', 'evaluate', 'build'], reviewDays: 180 },
};
