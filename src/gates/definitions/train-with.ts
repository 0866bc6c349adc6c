// What a data set, base model, prompt or tool has to show before a model is trained with it.
import type { Gate } from '../gate.ts';

export const gate: Gate = {
  schema: 'assay.gate/1',
  name: 'train-with',
  purpose:
    'A model is trained only with what was looked at in this very state: unchanged, of known quality, searched for poison.',
  requires: [
    {
      id: 'unchanged',
      evidence: 'integrity-check',
      where: "body.outcome == 'pass'",
      maxAgeDays: 7,
      remedy: 'assay verify {asset} --record',
    },
    {
      id: 'loading-runs-nothing',
      evidence: 'scan-static',
      assets: ['model', 'adapter', 'code', 'tool', 'container'],
      where: "body.verdict == 'clean' && body.notCovered.size() == 0",
      maxAgeDays: 30,
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
      where: "body.outcome == 'pass' && body.shareScanned == 1.0",
      maxAgeDays: 30,
      remedy: 'assay data scan PATH --record',
    },
    {
      id: 'searched-for-sabotage',
      evidence: 'poison-scan',
      assets: ['dataset'],
      which: "body.categories.exists(one, one == 'sabotage')",
      where: "body.outcome == 'pass' && body.shareScanned == 1.0",
      maxAgeDays: 30,
      remedy: 'assay data scan PATH --record',
    },
    {
      id: 'may-be-used-for-this',
      evidence: 'asset-manifest',
      assets: ['dataset'],
      where:
        "body.licence != '' && (asset.labels.all(one, !one.startsWith('purpose:')) || ('purpose:' + request.purpose) in asset.labels)",
      remedy: 'assay add PATH --name NAME --licence ID --label purpose:training',
    },
    {
      id: 'what-it-was-made-of-may-be-used',
      evidence: 'asset-manifest',
      subject: 'ancestors',
      relations: ['derived-from', 'subset-of', 'merged-from', 'augmented-from'],
      least: 0,
      when: "asset.kind == 'dataset'",
      where:
        "body.licence != '' && (asset.labels.all(one, !one.startsWith('purpose:')) || ('purpose:' + request.purpose) in asset.labels)",
      remedy: 'assay add PATH --name NAME --licence ID --label purpose:training',
    },
    {
      id: 'search-has-known-power',
      evidence: 'poison-scan',
      assets: ['dataset'],
      where: 'has(body.calibration)',
      remedy: 'assay data lab PATH --record',
    },
  ],
  waivers: { approvers: 2, maxDays: 30 },
};
