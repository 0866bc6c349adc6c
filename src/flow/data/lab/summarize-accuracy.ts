// What was learnt in the runs that are reported, together.
import type { DataLab, LabAccuracy } from '#core/dataset/data-lab';
import { countedShare } from './counted-share.ts';
import type { LabRun, LearntPoint, RunAccuracy } from './lab-run.ts';

/** Ready to be spread into the report; empty where nothing was learnt. */
export function accuraciesOf(runs: readonly LabRun[]): Pick<DataLab, 'accuracies'> {
  const groups = Map.groupBy(runs, ({ attack, rate }) => `${attack} ${rate}`);
  const accuracies = [...groups.values()].flatMap((group): LabAccuracy[] => {
    const measured = group.flatMap(({ accuracy }) => (accuracy === undefined ? [] : [accuracy]));
    const [first] = group;
    if (first === undefined || measured.length === 0) return [];
    return [{ attack: first.attack, rate: first.rate, points: pointsOf(measured) }];
  });
  return accuracies.length === 0 ? {} : { accuracies };
}

function pointsOf(runs: readonly RunAccuracy[]): LabAccuracy['points'] {
  return (['nothing', 'filtered', 'flagged'] as const).flatMap((removed) => {
    const own = runs.filter(({ points }) => points.some((point) => point.removed === removed));
    if (own.length === 0) return [];
    const sum = (of: (point: LearntPoint) => number): number =>
      own.reduce(
        (total, { points }) =>
          total + points.filter((one) => one.removed === removed).reduce((n, one) => n + of(one), 0),
        0,
      );
    const tested = own.reduce((total, run) => total + run.tested, 0);
    const tried = own.reduce((total, run) => total + run.tried, 0);
    return [
      {
        removed,
        learnt: Math.round(sum(({ learnt }) => learnt) / own.length),
        accuracy: countedShare(
          sum(({ right }) => right),
          tested,
        ),
        ...(tried === 0
          ? {}
          : {
              attackSuccess: countedShare(
                sum(({ obeyed }) => obeyed),
                tried,
              ),
            }),
      },
    ];
  });
}
