// What an asset from outside has to show before anybody works with it. How much follows from the trust in its supplier.
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
      remedy: 'assay intake PATH --supplier NAME --name NAME',
    },
    {
      id: 'claims-hold',
      evidence: 'intake',
      where: "body.outcome == 'pass'",
      remedy: 'assay intake PATH --supplier NAME --name NAME',
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
    {
      id: 'ran-in-a-sandbox',
      evidence: 'scan-runtime',
      assets: ['model', 'adapter', 'code', 'container', 'tool'],
      when: "'scan-runtime' in asset.checks",
      where: "body.outcome == 'pass'",
      level: { scale: 'isolation', least: 'container' },
      remedy: 'assay attest --kind scan-runtime --predicate FILE {asset}',
    },
    {
      id: 'searched-for-poison',
      evidence: 'poison-scan',
      assets: ['dataset'],
      when: "'behaviour' in asset.checks",
      where: "body.outcome == 'pass' && body.shareScanned == 1.0",
      maxAgeDays: 30,
      remedy: 'assay data scan PATH --record',
    },
    {
      id: 'searched-for-triggers',
      evidence: 'evaluation',
      assets: ['model', 'adapter'],
      when: "'behaviour' in asset.checks",
      which: "body.kind == 'backdoor' || body.kind == 'security' || body.kind == 'red-team'",
      where: "body.outcome == 'pass' && body.inputs.size() > 0",
      remedy: 'assay attest --kind evaluation --predicate FILE {asset}',
    },
    {
      id: 'origin-is-told',
      evidence: 'provenance',
      when: "'provenance' in asset.checks",
      remedy: 'assay attest --kind provenance --predicate FILE {asset}',
    },
    {
      id: 'looked-at-by-somebody-else',
      evidence: 'svr',
      when: "'human-review' in asset.checks",
      which: "'REVIEWED' in body.properties",
      independent: true,
      remedy: 'assay attest --kind svr --predicate FILE {asset}',
    },
  ],
  waivers: { approvers: 2, maxDays: 30 },
};
