// Searches the data for backdoors and sabotage, with the power that the laboratory measured in them.
import { isOfKind } from '#attest/verified';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { detectorCode } from '../../data/detector-code.generated.ts';
import { recordedCalibrations } from '../../data/lab/recorded-calibrations.ts';
import { openDataSet } from '../../data/open-data-set.ts';
import { recordDataScan } from '../../data/record-data-scan.ts';
import { scanDataSet } from '../../data/scan-data.ts';
import type { JourneyStep } from '../journey-step.ts';

const codes = new Set<string>(Object.values(detectorCode));

export const step: JourneyStep = {
  name: 'poison search',
  shows: poisonScan.kind,
  fits: ['dataset'],
  covers: (statement) =>
    isOfKind(statement, poisonScan) &&
    statement.body.calibration !== undefined &&
    codes.has(statement.body.code?.sha256 ?? ''),
  tell: (statement) => {
    if (!isOfKind(statement, poisonScan)) return '';
    const { outcome, filtered, alerted, rows, categories } = statement.body;
    return `${categories.join(', ')}: ${outcome}, ${filtered + alerted} of ${rows} rows flagged`;
  },
  run: async ({ workspace, path, tools, onProgress }) => {
    const calibrations = await recordedCalibrations(workspace, path);
    const set = await openDataSet(path, tools.data);
    try {
      const scan = await scanDataSet(set, {
        path,
        seed: 1,
        calibrations,
        onProgress: ({ share }) => onProgress(share),
      });
      const { power } = scan;
      const used =
        power === 'unknown' ? undefined : calibrations.find((one) => one.power.calibration === power.calibration);
      await recordDataScan(workspace, path, scan, used?.lab);
      const classes = scan.classes.filter(({ declaredPoisoned }) => declaredPoisoned).map((one) => one.class);
      const found =
        scan.rows.length === 0
          ? 'nothing found'
          : `${scan.rows.length} rows flagged${classes.length === 0 ? '' : `, class ${classes.join(', ')} poisoned`}`;
      return `${found} in ${scan.dataset.rows} rows, power ${power === 'unknown' ? 'unknown' : 'measured'}`;
    } finally {
      set.close?.();
    }
  },
};
