// What a model has to show before it goes to those who run it.
import type { Gate } from '../gate.ts';

export const gate: Gate = {
  schema: 'assay.gate/1',
  name: 'promote-model',
  purpose:
    'A model goes on to operation with a known origin, unchanged, safe to load, and tested in this very state by somebody else.',
  requires: [
    {
      id: 'origin-is-known',
      evidence: 'provenance',
      remedy: 'assay attest --kind provenance --predicate FILE {asset}',
    },
    {
      id: 'training-data-were-searched',
      evidence: 'poison-scan',
      when: "asset.supplier == '' && asset.kind in ['model', 'adapter']",
      subject: 'ancestors',
      relations: ['trained-on'],
      where: "body.outcome == 'pass' && body.shareScanned == 1.0",
      remedy: 'assay data scan PATH --record',
    },
    {
      id: 'base-models-are-safe-to-load',
      evidence: 'scan-static',
      subject: 'ancestors',
      relations: ['base-model', 'adapter-of', 'merged-from', 'quantized-from', 'converted-from', 'distilled-from'],
      least: 0,
      where: "body.verdict == 'clean' && body.notCovered.size() == 0",
      remedy: 'assay scan PATH --record',
    },
    {
      id: 'loading-runs-nothing',
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
      id: 'tested-for-security',
      evidence: 'evaluation',
      which: "body.kind == 'security' || body.kind == 'backdoor' || body.kind == 'red-team'",
      where: "body.outcome == 'pass' && body.inputs.size() > 0",
      maxAgeDays: 90,
      independent: true,
      remedy: 'assay attest --kind evaluation --predicate FILE {asset}',
    },
  ],
  waivers: { approvers: 2, maxDays: 30 },
};
