// What data that were collected in operation have to show before they are prepared for training: users wrote them, attackers included.
import type { Gate } from '../gate.ts';

export const gate: Gate = {
  schema: 'assay.gate/1',
  name: 'leave-operation',
  purpose:
    'What users and attackers wrote in operation goes back into data only when it may be used, is labelled, and somebody else has looked at it.',
  requires: [
    {
      id: 'unchanged',
      evidence: 'integrity-check',
      where: "body.outcome == 'pass'",
      maxAgeDays: 7,
      remedy: 'assay verify {asset} --record',
    },
    {
      id: 'labelled',
      evidence: 'asset-manifest',
      where: "has(body.sensitivity) && body.owner != ''",
      remedy: 'assay add PATH --name NAME --sensitivity internal --owner NAME',
    },
    {
      id: 'may-be-used',
      evidence: 'asset-manifest',
      where: "body.licence != '' && body.labels.exists(one, one.startsWith('purpose:'))",
      remedy: 'assay add PATH --name NAME --licence ID --label purpose:training',
    },
    {
      id: 'loading-runs-nothing',
      evidence: 'scan-static',
      where: "body.verdict == 'clean' && body.notCovered.size() == 0",
      maxAgeDays: 7,
      remedy: 'assay scan PATH --record',
    },
    {
      id: 'looked-at-by-somebody-else',
      evidence: 'svr',
      which: "'REVIEWED' in body.properties",
      independent: true,
      maxAgeDays: 30,
      remedy: 'assay attest --kind svr --predicate FILE {asset}',
    },
  ],
  waivers: { approvers: 2, maxDays: 14 },
};
