// Plants known attacks in a copy of the data and measures what the search finds of them.
import { isOfKind } from '#attest/verified';
import { predicate as detectorCalibration } from '#predicates/detector-calibration';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { detectorCode } from '../../data/detector-code.generated.ts';
import { labPartsHere } from '../../data/lab/lab-parts-here.ts';
import { wholeScan } from '../../data/lab/lab-run.ts';
import { recordLab } from '../../data/lab/record-lab.ts';
import { runLab } from '../../data/lab/run-lab.ts';
import { openDataSet } from '../../data/open-data-set.ts';
import type { JourneyStep } from '../journey-step.ts';

const codes = new Set<string>(Object.values(detectorCode));

export const step: JourneyStep = {
  name: 'detection power',
  shows: detectorCalibration.kind,
  serves: poisonScan.kind,
  fits: ['dataset'],
  covers: (statement) =>
    isOfKind(statement, detectorCalibration) &&
    statement.body.code !== undefined &&
    codes.has(statement.body.code.sha256),
  tell: (statement) => {
    if (!isOfKind(statement, detectorCalibration)) return '';
    const { attacks, operatingPoint } = statement.body;
    return `${attacks.length} planted attacks, ${percent(operatingPoint.recall)} found`;
  },
  run: async ({ workspace, path, tools, onProgress }) => {
    const set = await openDataSet(path, tools.data);
    try {
      const lab = await runLab(set, await labPartsHere(path, set.kind, { alone: false, accuracy: false }), {
        ...tools.lab,
        path,
        seed: 1,
        filterLoss: 0.005,
        alertLoss: 0.02,
        leastRecall: 0.5,
        now: workspace.now(),
        onProgress: (_, share) => onProgress(share),
      });
      await recordLab(workspace, path, lab);
      const found = lab.cells
        .filter(({ detector }) => detector === wholeScan)
        .map(({ attack, rate, alert }) => `${attack} at ${percent(rate)}: ${percent(alert.recall.share)}`);
      return `found of planted ${found.join(', ')}`;
    } finally {
      set.close?.();
    }
  },
};

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
