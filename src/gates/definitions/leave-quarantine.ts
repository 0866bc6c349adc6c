// What an asset from outside has to show before anybody works with it.
import type { Gate } from '../gate.ts';

export const gate: Gate = {
  schema: 'assay.gate/1',
  name: 'leave-quarantine',
  purpose:
    'Nothing from outside is worked with before somebody knows what it is, where it comes from and that loading it runs nothing.',
  requires: [
    {
      id: 'recorded',
      evidence: 'asset-manifest',
      where: "has(body.origin) && has(body.origin.supplier) && body.origin.supplier != ''",
      remedy: 'assay add PATH --name {asset} --supplier NAME',
    },
    {
      id: 'scanned',
      evidence: 'scan-static',
      where: "body.verdict == 'clean' && body.notCovered.size() == 0",
      maxAgeDays: 30,
      remedy: 'assay scan PATH --record',
    },
    {
      id: 'unchanged',
      evidence: 'integrity-check',
      where: "body.outcome == 'pass'",
      maxAgeDays: 7,
      remedy: 'assay verify {asset} --record',
    },
  ],
  waivers: { approvers: 2, maxDays: 30 },
};
