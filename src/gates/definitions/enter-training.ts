// What has to be shown before something comes into the area where models are trained. Whoever prepared it does not vouch for it: what
// the search for poison says is signed by those who look after the training area.
import type { Gate } from '../gate.ts';

export const gate: Gate = {
  schema: 'assay.gate/1',
  name: 'enter-training',
  purpose:
    'Training sees nothing that was not looked at in this very state by those who train, so that poison from less protected areas stops here.',
  requires: [
    {
      id: 'unchanged',
      evidence: 'integrity-check',
      where: "body.outcome == 'pass'",
      maxAgeDays: 1,
      remedy: 'assay verify {asset} --record',
    },
    {
      id: 'licence-is-known',
      evidence: 'asset-manifest',
      where: "body.licence != ''",
      assets: ['dataset', 'model', 'adapter'],
      remedy: 'assay add PATH --name NAME --licence ID',
    },
    {
      id: 'loading-runs-nothing',
      evidence: 'scan-static',
      where: "body.verdict == 'clean' && body.notCovered.size() == 0",
      maxAgeDays: 7,
      remedy: 'assay scan PATH --record',
    },
    {
      id: 'keeps-its-contract',
      evidence: 'data-quality',
      assets: ['dataset'],
      where: "body.outcome == 'pass'",
      maxAgeDays: 30,
      remedy: 'assay data contract check PATH --record',
    },
    {
      id: 'searched-for-backdoors',
      evidence: 'poison-scan',
      assets: ['dataset'],
      which: "body.categories.exists(one, one == 'backdoor')",
      where: "body.outcome == 'pass' && body.shareScanned == 1.0 && has(body.calibration)",
      maxAgeDays: 7,
      signedBy: ['owner', 'data-scientist', 'security-engineer'],
      remedy: 'assay data scan PATH --record',
    },
    {
      id: 'searched-for-sabotage',
      evidence: 'poison-scan',
      assets: ['dataset'],
      which: "body.categories.exists(one, one == 'sabotage')",
      where: "body.outcome == 'pass' && body.shareScanned == 1.0 && has(body.calibration)",
      maxAgeDays: 7,
      signedBy: ['owner', 'data-scientist', 'security-engineer'],
      remedy: 'assay data scan PATH --record',
    },
    {
      id: 'code-passed-its-tests',
      evidence: 'test-result',
      assets: ['code'],
      where:
        "body.result == 'PASSED' && body.assay_commit == asset.revision && body.assay_counts.skipped * 10 <= body.assay_counts.passed",
      every: true,
      maxAgeDays: 30,
      remedy: 'assay import-tests JUNIT.xml --commit COMMIT --asset {asset}',
    },
  ],
  waivers: { approvers: 2, maxDays: 30 },
};
