// What several checkpoints are worth to gradient fingerprints (TracIn): AUROC of planted rows within classes, out of sample, by the last of
// three checkpoints alone and by all three. usage: node bench/data/tracin-checkpoints.ts [ROWS] [SEEDS]
import { detector } from '../../src/checks/dataset/detectors/gradient-fingerprint.ts';
import { proxyFeatures } from '../../src/flow/data/lab/proxy-features.ts';
import { deviationsWithinClasses } from '../../src/flow/data/lab/score-counts.ts';
import { auroc } from '../../src/numeric/statistics/auroc.ts';
import { attacks } from '../../src/transforms/plant/attacks.generated.ts';
import { loadPictures } from './picture-sets.ts';

const [rows = 2000, seeds = 2] = process.argv.slice(2).map(Number);
const plans = [
  ['random-label-flip', 0.05],
  ['targeted-label-flip', 0.02],
  ['badnets-patch', 0.02],
  ['blended', 0.02],
] as const;

for (const name of ['fashion', 'mnist']) {
  for (const [id, rate] of plans) {
    for (let seed = 1; seed <= seeds; seed++) {
      const clean = loadPictures(name, rows, seed);
      const attack = attacks.find((one) => one.id === id);
      if (clean === undefined || attack === undefined) continue;
      const { set, planted } = attack.plant(clean, { rate, target: seed, seed });
      const isPlanted = new Uint8Array(set.count);
      for (const row of planted) isPlanted[row] = 1;
      const labels = set.labels?.codes ?? new Int32Array(0);
      const classes = set.labels?.names.length ?? 0;
      const { features, checkpoints = [] } = await proxyFeatures(set, seed);
      const areaOf = (from: number): string => {
        const { scores } = detector.detect({ features, labels, classes, seed, checkpoints: checkpoints.slice(from) });
        return auroc(deviationsWithinClasses(scores, labels, classes), isPlanted).toFixed(3);
      };
      console.log(
        `${name} ${id} ${100 * rate} %, n ${planted.length}, seed ${seed}: last ${areaOf(2)}, all three ${areaOf(0)}`,
      );
    }
  }
}
