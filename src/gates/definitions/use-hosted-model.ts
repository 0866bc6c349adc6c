// What has to be known of a model that somebody else runs, and that nobody here can look at.
import type { Gate } from '../gate.ts';

export const gate: Gate = {
  schema: 'assay.gate/1',
  name: 'use-hosted-model',
  purpose: 'A hosted model has no bytes to look at: its supplier was assessed, and what it does was tested.',
  requires: [
    {
      id: 'recorded',
      evidence: 'asset-manifest',
      assets: ['hosted-model'],
      where: 'has(body.origin) && has(body.origin.supplier) && has(body.origin.url)',
      remedy: 'assay add URL --kind hosted-model --name NAME --supplier NAME',
    },
    {
      id: 'supplier-was-assessed',
      evidence: 'supplier-assessment',
      assets: ['hosted-model'],
      subject: 'supplier',
      where: 'body.contradictions.size() == 0',
      level: { scale: 'supplier-tier', least: 'known' },
      remedy: 'assay attest --kind supplier-assessment --predicate FILE',
    },
    {
      id: 'behaviour-was-tested',
      evidence: 'evaluation',
      assets: ['hosted-model'],
      where: "body.outcome == 'pass' && body.inputs.size() > 0",
      maxAgeDays: 30,
      remedy: 'assay attest --kind evaluation --predicate FILE {asset}',
    },
  ],
  waivers: { approvers: 2, maxDays: 30 },
};
