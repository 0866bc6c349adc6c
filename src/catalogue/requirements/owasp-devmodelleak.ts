// 3.2.2 Development-time model leak: what it demands.
import type { Section } from '../requirement.ts';

export const section: Section = {
  id: 'OWASP-DEVMODELLEAK',
  title: '3.2.2 Development-time model leak',
  document: 'owasp-ai-exchange-3',
  permalink: 'https://owaspai.org/goto/devmodelleak/',
  secondary: false,
  references: [
    'atlas:AML.T0035@5.6.1',
    'atlas:AML.T0025@5.6.1',
    'atlas:AML.T0044@5.6.1',
    'atlas:AML.T0048.004@5.6.1',
    'atlas:AML.T0007@5.6.1',
    'cosai:riskModelExfiltration@18ab1ef',
  ],
  requirements: [
    {
      id: 'OWASP-DEVMODELLEAK-01',
      title: 'Model stolen in development',
      claim:
        'Ways out for a model are listed, and bulk reads and exports of models are watched. Both impacts are rated.',
      kind: 'model-of-threat',
      stage: 'all',
      priority: 'core',
      lines: [[708, 715]],
      controls: ['DEVSECURITY'],
      capabilities: ['C09', 'C02'],
      evidence: ['threat-model', 'access-anomaly'],
      commands: ['audit anomalies', 'canary plant'],
    },
    {
      id: 'OWASP-DEVMODELLEAK-02',
      title: 'When model theft applies',
      claim:
        'It applies to secret models and where attacks by input threaten, not to public ones. The trace shows why.',
      kind: 'model-of-threat',
      stage: 'design',
      priority: 'core',
      lines: [[717, 718]],
      controls: ['RISKANALYSIS'],
      capabilities: ['C09'],
      evidence: ['threat-model'],
    },
    {
      id: 'OWASP-DEVMODELLEAK-03',
      title: 'Watermark proves ownership',
      claim: 'A committed secret mark is found again with a p-value after stated pruning and tuning.',
      kind: 'transform',
      stage: 'training',
      priority: 'important',
      lines: [[729, 730]],
      controls: ['MODELWATERMARKING'],
      capabilities: ['C07', 'C08'],
      evidence: ['transform', 'evaluation'],
      references: ['aisvs:v1.0-C11.3.3@1.0'],
    },
    {
      id: 'OWASP-DEVMODELLEAK-04',
      title: 'Model shared with others guarded',
      claim:
        'Sharing names recipient, purpose and expiry, is encrypted to the recipient and can carry a mark per copy.',
      kind: 'guard',
      stage: 'acquisition',
      priority: 'important',
      lines: [[720, 728]],
      controls: ['SUPPLYCHAINMANAGE'],
      capabilities: ['C04', 'C02'],
      evidence: ['handover'],
    },
  ],
};
